import { z } from 'zod';

/** What the summary was told about a shot, or about its choice; words for each are in the function's `reasons`. */
export const SUMMARY_REASONS = ['shorter-than-asked', 'nothing-clear', 'no-sound', 'picked-by-hand'] as const;
export type SummaryReason = (typeof SUMMARY_REASONS)[number];

const range = z.object({ startSeconds: z.number(), endSeconds: z.number() });

/**
 * `<name>.video-summary.json` (role `data`): every shot that was looked at, for the strip on the result page. Shot i is
 * drawn on tile i of the sprite, row by row.
 */
export const summaryShotsSchema = z.object({
  version: z.literal(1),
  durationSeconds: z.number(),
  frameRate: z.number(),
  sprite: z.object({
    fileName: z.string(),
    columns: z.int(),
    tileWidthPx: z.int(),
    tileHeightPx: z.int(),
  }),
  /** In order of time. */
  shots: z.array(
    range.extend({
      /** 0..10 */
      score: z.number(),
      /** Each 0..10; `sound` is missing where there is none. */
      parts: z.object({
        picture: z.number(),
        motion: z.number(),
        sound: z.number().exactOptional(),
        faces: z.number().exactOptional(),
      }),
      /** The stretch that would be taken from it. */
      proposal: range,
      /** Shots with the same number show the same thing. */
      group: z.int(),
    }),
  ),
});
export type SummaryShots = z.infer<typeof summaryShotsSchema>;
export type SummaryShot = SummaryShots['shots'][number];

/** The Result JSON. `StartTime` and `EndTime` are seconds of the source as strings, in the order they are shown. */
export const summaryResultSchema = z.object({
  VideoSummaryList: z.array(z.object({ StartTime: z.string(), EndTime: z.string() })),
  /** Seconds of the file that was made. */
  Duration: z.number(),
  /** Score of each shot that was looked at, 0..10. */
  Shots: z.array(z.object({ StartTime: z.string(), EndTime: z.string(), Score: z.number() })),
  Reasons: z.array(z.enum(SUMMARY_REASONS)),
});
export type SummaryResult = z.infer<typeof summaryResultSchema>;
