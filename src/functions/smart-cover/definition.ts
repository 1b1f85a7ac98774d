import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const forStills = { Model: [''] } as const;
const forGif = { Model: ['gif'] } as const;

/** `Cover`: the best stills of a video, or a looping GIF of its best moments. */
export const smartCover = defineFunction({
  id: 'smart-cover',
  functionName: 'Cover',
  inputs: { source: { kinds: ['video'], min: 1, max: 1 } },
  params: z.object({
    Model: z
      .enum(['', 'gif'])
      .default('')
      .meta(meta({ widget: 'segmented' })),
    Count: z
      .int()
      .min(1)
      .max(10)
      .default(3)
      .meta(meta({ widget: 'slider', step: 1, visibleWhen: forStills })),
    AspectRatio: z
      .enum(['source', '16:9', '4:3', '1:1', '3:4', '9:16'])
      .default('source')
      .meta(meta({ widget: 'select' })),
    Format: z
      .enum(['jpg', 'png', 'webp'])
      .default('jpg')
      .meta(meta({ widget: 'segmented', visibleWhen: forStills })),
    /** 0 = source size. */
    Width: z
      .int()
      .min(0)
      .max(7680)
      .default(0)
      .meta(meta({ widget: 'number', unit: 'px', advanced: true, visibleWhen: forStills })),
    Height: z
      .int()
      .min(0)
      .max(7680)
      .default(0)
      .meta(meta({ widget: 'number', unit: 'px', advanced: true, visibleWhen: forStills })),
    GifSeconds: z
      .number()
      .min(0.5)
      .max(15)
      .default(4)
      .meta(meta({ widget: 'slider', step: 0.5, unit: 's', visibleWhen: forGif })),
    GifFps: z
      .int()
      .min(2)
      .max(25)
      .default(10)
      .meta(meta({ widget: 'slider', step: 1, unit: 'fps', visibleWhen: forGif })),
    GifWidth: z
      .int()
      .min(64)
      .max(1280)
      .default(480)
      .meta(meta({ widget: 'slider', step: 16, unit: 'px', visibleWhen: forGif })),
    MaxBytes: z
      .int()
      .min(50_000)
      .max(100_000_000)
      .default(8_000_000)
      .meta(meta({ widget: 'number', unit: 'bytes', advanced: true, visibleWhen: forGif })),
    /** Frames picked by hand, in seconds; when given they replace the automatic choice. */
    Times: z
      .array(z.number().min(0))
      .max(10)
      .default([])
      .meta(meta({ widget: 'hidden' })),
    /** Hand-made crops `[x, y, w, h]` normalised, one per entry of `Times`. */
    Crops: z
      .array(
        z.tuple([
          z.number().min(0).max(1),
          z.number().min(0).max(1),
          z.number().min(0).max(1),
          z.number().min(0).max(1),
        ]),
      )
      .max(10)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.1 },
    { id: 'model', weight: 0.05 },
    { id: 'scan', weight: 0.45 },
    { id: 'refine', weight: 0.25 },
    { id: 'render', weight: 0.15 },
  ],
});
