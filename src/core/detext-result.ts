import { z } from 'zod';

const share = z.number();
const box = z.tuple([share, share, share, share]).readonly();

export const removedTextSchema = z.object({
  /** Normalised `[x, y, width, height]`. */
  box,
  /** Seconds; `end` is the first moment without it. Both 0 in a still. */
  start: z.number(),
  end: z.number(),
  text: z.string(),
});
/** A line of text that was taken away. */
export type RemovedText = z.infer<typeof removedTextSchema>;

export const residualTextSchema = z.object({ box, time: z.number(), text: z.string() });
/** What is still legible where text was taken away. */
export type ResidualText = z.infer<typeof residualTextSchema>;

/** The Result of `VideoDetext`. */
export const detextResultSchema = z.object({
  removed: z.array(removedTextSchema),
  residual: z.array(residualTextSchema),
  /** Nothing was found (or chosen): the file came back as it was. */
  reason: z.enum(['no-text']).optional(),
});
export type DetextResult = z.infer<typeof detextResultSchema>;
