import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';
import { keyframeSchema } from '../../core/reframe-path';

const whenCustom = { AspectRatio: ['custom'] } as const;
const side = z.int().min(1).max(100);

/** `VideoH2V`: brings wide footage into an upright shape that follows what matters. */
export const landscapeToPortrait = defineFunction({
  id: 'landscape-to-portrait',
  functionName: 'VideoH2V',
  inputs: {
    source: { kinds: ['video', 'image'], min: 1, max: 1 },
    background: { kinds: ['image'], min: 0, max: 1 },
  },
  params: z.object({
    AspectRatio: z
      .enum(['9:16', '4:5', '1:1', '3:4', '2:3', 'custom'])
      .default('9:16')
      .meta(meta({ widget: 'select' })),
    CustomWidth: side.default(9).meta(meta({ widget: 'number', visibleWhen: whenCustom })),
    CustomHeight: side.default(16).meta(meta({ widget: 'number', visibleWhen: whenCustom })),
    /** `smart` falls back to bars with a fill where the subjects do not fit; `cut` never does, `fill` always. */
    CropType: z
      .enum(['smart', 'fill', 'cut'])
      .default('smart')
      .meta(meta({ widget: 'segmented' })),
    FillType: z
      .enum(['blur', 'color', 'image'])
      .default('blur')
      .meta(meta({ widget: 'segmented', visibleWhen: { CropType: ['smart', 'fill'] } })),
    FillColor: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .default('#000000')
      .meta(meta({ widget: 'color', visibleWhen: { FillType: ['color'] } })),
    /** 0.5 keeps the full height of the picture; above it the crop closes in on the subject. */
    Tightness: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .meta(meta({ widget: 'slider', step: 0.05 })),
    Motion: z
      .enum(['still', 'gentle', 'lively'])
      .default('gentle')
      .meta(meta({ widget: 'segmented' })),
    /** A path made by hand, `[t, cx, cy, scale]` as in the Result; replaces the analysis. */
    Keyframes: z
      .array(keyframeSchema)
      .max(200_000)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.05 },
    { id: 'model', weight: 0.05 },
    { id: 'scan', weight: 0.4 },
    { id: 'plan', weight: 0.02 },
    { id: 'render', weight: 0.48 },
  ],
});
