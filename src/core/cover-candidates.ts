import { z } from 'zod';

/** Why a frame was not considered for the automatic choice. */
export const COVER_REJECTIONS = [
  'black',
  'white',
  'faded',
  'flat',
  'blurred',
  'transition',
  'test-card',
  'title-card',
] as const;
export type CoverRejection = (typeof COVER_REJECTIONS)[number];

/** What speaks for or against a cover, strongest first; words for each are in the function's `reasons`. */
export const COVER_REASONS = [
  'sharp',
  'well-exposed',
  'colorful',
  'contrast',
  'faces',
  'composition',
  'still',
  'representative',
  'soft',
  'dark',
  'bright',
  'eyes-closed',
  'face-cut',
  'moving',
  'text',
  'best-of-rejected',
  'fewer-than-asked',
  'near-duplicates',
  'picked-by-hand',
] as const;
export type CoverReason = (typeof COVER_REASONS)[number];

/** Part scores of a frame, each 0 (bad) .. 10 (good). `faces` is missing when there are none. */
export const coverPartsSchema = z.object({
  sharpness: z.number(),
  exposure: z.number(),
  color: z.number(),
  composition: z.number(),
  stillness: z.number(),
  representative: z.number(),
  faces: z.number().exactOptional(),
});
export type CoverParts = z.infer<typeof coverPartsSchema>;

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/**
 * `<name>.cover-candidates.json` (role `data`): every frame that was looked at, for the contact sheet on the
 * timeline of scores. Frame i is drawn on tile i of the sprite, row by row.
 */
export const coverCandidatesSchema = z.object({
  version: z.literal(1),
  durationSeconds: z.number(),
  widthPx: z.int(),
  heightPx: z.int(),
  /** File name of the `preview` output that holds all thumbnails. */
  sprite: z.object({
    fileName: z.string(),
    columns: z.int(),
    tileWidthPx: z.int(),
    tileHeightPx: z.int(),
  }),
  /** Stretches between shot changes, as far as the frames that were looked at show them. */
  shots: z.array(z.object({ startSeconds: z.number(), endSeconds: z.number() })),
  /** In order of time. */
  candidates: z.array(
    z.object({
      timeSeconds: z.number(),
      score: z.number(),
      parts: coverPartsSchema,
      reasons: z.array(z.enum(COVER_REASONS)),
      rejected: z.enum(COVER_REJECTIONS).nullable(),
      /** Proposed crop for the chosen aspect ratio, normalised `[x, y, w, h]`. */
      crop: box,
      /** Face boxes, normalised. */
      faces: z.array(box),
      /** 1 = best cover; `null` = not chosen. */
      rank: z.int().nullable(),
    }),
  ),
});
export type CoverCandidates = z.infer<typeof coverCandidatesSchema>;
export type CoverCandidate = CoverCandidates['candidates'][number];

/** One entry of the Result JSON, best first. `Time` is milliseconds as a string, `Url` an output's file name. */
export const coverResultSchema = z.array(
  z.object({
    Score: z.number(),
    Time: z.string(),
    Url: z.string(),
    Reasons: z.array(z.enum(COVER_REASONS)),
    Parts: coverPartsSchema.exactOptional(),
    Crop: box.exactOptional(),
  }),
);
export type CoverResult = z.infer<typeof coverResultSchema>;
