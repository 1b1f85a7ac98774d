import { z } from 'zod';

/** Longer side of the shorter dimension of the preview: 540 lines are keyed at interactive rate on two cores. */
export const KEY_PREVIEW_LINES = 540;

/** `<name>.key-preview.json` (role `preview`): one frame and its backdrop, for the live preview on the result page. */
export const keyPreviewSchema = z.object({
  version: z.literal(1),
  timeSeconds: z.number(),
  /** `#rrggbb` the result was made with. */
  keyColor: z.string(),
  /** File names of the two pictures, both opaque PNGs of one size. */
  frame: z.string(),
  plate: z.string(),
});
export type KeyPreview = z.infer<typeof keyPreviewSchema>;

export interface KeyPreviewSettings {
  readonly similarity: number;
  readonly smoothness: number;
  readonly spill: number;
  /** `null`: the backdrop as it was found; else `#rrggbb`, and the backdrop is taken from the one frame anew. */
  readonly keyColor: string | null;
  readonly garbage: readonly (readonly [x: number, y: number, width: number, height: number])[];
}

/** To the preview worker: first the pictures, then any number of settings. */
export type KeyPreviewRequest =
  | { readonly type: 'open'; readonly frame: Blob; readonly plate: Blob }
  | { readonly type: 'key'; readonly id: number; readonly settings: KeyPreviewSettings };

/** From it: straight RGBA of the keyed frame, or that it can not be done. */
export type KeyPreviewReply =
  | {
      readonly type: 'keyed';
      readonly id: number;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly data: Uint8ClampedArray<ArrayBuffer>;
      readonly milliseconds: number;
    }
  | { readonly type: 'failed' };
