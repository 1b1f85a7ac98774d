import { z } from 'zod';

const seconds = z.number().min(0).max(864_000);

/** One segment as edited by hand and sent back with a job: what was read from the slide travels along. */
export const editedSegmentSchema = z.object({
  start: seconds,
  end: seconds,
  title: z.string().max(500),
  /** Moment of the slide's picture. */
  pictureSeconds: seconds,
  /** Equal for a slide that comes back; 0 where no slide is shown. */
  slideNumber: z.int().min(0).max(10_000),
  text: z.string().max(20_000),
});
export type EditedSegment = z.output<typeof editedSegmentSchema>;

/** `no-slides`: a film; then there are no segments. `one-slide`: nothing to split. */
export const SLIDE_REASONS = ['no-slides', 'one-slide'] as const;
export type SlideReason = (typeof SLIDE_REASONS)[number];

/** What the page needs beside the Result: travels as a data output, with a sprite of thumbnails as preview. */
export const slideStripSchema = z.object({
  version: z.literal(1),
  durationSeconds: z.number(),
  /** Where the slide lies in the picture, normalised. */
  region: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly(),
  reason: z.enum(SLIDE_REASONS).nullable(),
  sprite: z
    .object({
      fileName: z.string(),
      columns: z.int(),
      tileWidthPx: z.int(),
      tileHeightPx: z.int(),
    })
    .nullable(),
  segments: z.array(editedSegmentSchema.extend({ titleConfidence: z.number() })),
});
export type SlideStrip = z.output<typeof slideStripSchema>;
