import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';
import { editedSegmentSchema } from '../../core/slides-result';

const share = z.number().min(0).max(1);
/** A smaller part of the picture holds no slide that can be read. */
const side = z.number().min(0.05).max(1);

export const SLIDE_OUTPUTS = ['clips', 'json', 'pdf', 'images', 'chapters', 'markdown'] as const;
export type SlideOutput = (typeof SLIDE_OUTPUTS)[number];

/** `VideoSplit`: a lecture split into one titled segment per slide. */
export const slideSplitting = defineFunction({
  id: 'slide-splitting',
  functionName: 'VideoSplit',
  inputs: { source: { kinds: ['video'], min: 1, max: 1 } },
  params: z.object({
    Outputs: z
      .array(z.enum(SLIDE_OUTPUTS))
      .default([...SLIDE_OUTPUTS])
      .meta(meta({ widget: 'select' })),
    MinSeconds: z
      .number()
      .min(1)
      .max(120)
      .default(5)
      .meta(meta({ widget: 'slider', step: 1, unit: 's' })),
    MergeBuilds: z
      .boolean()
      .default(true)
      .meta(meta({ widget: 'switch' })),
    /** 0.5 = as tuned; more finds smaller changes. */
    Sensitivity: share.default(0.5).meta(meta({ widget: 'slider', step: 0.05, advanced: true })),
    /** Where the slide is; empty = found automatically. */
    Region: z
      .array(z.tuple([share, share, side, side]))
      .max(1)
      .default([])
      .meta(meta({ widget: 'boxes', advanced: true })),
    /** Language of the title where a slide has it in two. */
    lang: z
      .enum(['auto', 'zh', 'en'])
      .default('auto')
      .meta(meta({ widget: 'segmented', advanced: true })),
    /** `fast` copies packets (a lead-in from the keyframe before is hidden), `exact` encodes where it must. */
    Cut: z
      .enum(['fast', 'exact'])
      .default('fast')
      .meta(meta({ widget: 'segmented', advanced: true })),
    ImageFormat: z
      .enum(['png', 'jpg', 'webp'])
      .default('png')
      .meta(meta({ widget: 'segmented', advanced: true })),
    /** Segments as edited by hand; they replace the ones found. */
    Edited: z
      .array(editedSegmentSchema)
      .max(2000)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.03 },
    { id: 'scan', weight: 0.57 },
    { id: 'refine', weight: 0.1 },
    { id: 'model', weight: 0.05 },
    { id: 'read', weight: 0.15 },
    { id: 'write', weight: 0.1 },
  ],
});
