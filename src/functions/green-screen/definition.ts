import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const share = z.number().min(0).max(1);

/** `VideoGreenScreenMatting`: takes a coloured backdrop away, or puts another background behind the subject. */
export const greenScreen = defineFunction({
  id: 'green-screen',
  functionName: 'VideoGreenScreenMatting',
  inputs: {
    source: { kinds: ['video', 'image'], min: 1, max: 1 },
    background: { kinds: ['image', 'video'], min: 0, max: 1 },
  },
  params: z.object({
    KeyColor: z
      .string()
      .regex(/^(auto|#[0-9a-fA-F]{6})$/)
      .default('auto')
      .meta(meta({ widget: 'color' })),
    /** 0.5 = as estimated from the picture, for these three. */
    Similarity: share.default(0.5).meta(meta({ widget: 'slider', step: 0.01 })),
    Smoothness: share.default(0.5).meta(meta({ widget: 'slider', step: 0.01 })),
    Spill: share.default(0.5).meta(meta({ widget: 'slider', step: 0.01 })),
    LightWrap: share.default(0).meta(meta({ widget: 'slider', step: 0.01 })),
    Fit: z
      .enum(['cover', 'contain', 'stretch'])
      .default('cover')
      .meta(meta({ widget: 'segmented' })),
    /** Areas that are never subject: lamps, stands, the rim of the cloth. */
    GarbageMatte: z
      .array(z.tuple([share, share, share, share]))
      .max(8)
      .default([])
      .meta(meta({ widget: 'boxes', advanced: true })),
  }),
  stages: [
    { id: 'open', weight: 0.05 },
    { id: 'screen', weight: 0.1 },
    { id: 'key', weight: 0.85 },
  ],
});
