import { z } from 'zod';

/** `static`: one place, all the time. `moving`: it changes its place. `tiled`: many of one kind. `still`: on a picture. */
export const LOGO_KINDS = ['static', 'fading', 'moving', 'tiled', 'text', 'given'] as const;
export type LogoKind = (typeof LOGO_KINDS)[number];

const share = z.number().min(0).max(1);

export const logoSchema = z.object({
  /** Normalised `[x, y, width, height]`. */
  box: z.tuple([share, share, share, share]),
  /** Seconds. */
  start: z.number(),
  end: z.number(),
  /** 0..1 */
  confidence: share,
  kind: z.enum(LOGO_KINDS),
});
export type Logo = z.infer<typeof logoSchema>;

/** The Result of `VideoDelogo`. `candidates` were left alone. */
export const logoResultSchema = z.object({
  logos: z.array(logoSchema),
  candidates: z.array(logoSchema),
  /** Seconds; 0 for a picture. */
  duration: z.number(),
  /** Why nothing was done. */
  reason: z.enum(['no-logo', 'still-picture']).optional(),
});
export type LogoResult = z.infer<typeof logoResultSchema>;
