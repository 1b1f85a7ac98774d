import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const share = z.number().min(0).max(1);
const boxes = z.array(z.tuple([share, share, share, share])).max(8);

/** `PortraitMatting`: people cut out of photos and videos, down to the hair. */
export const portraitMatting = defineFunction({
  id: 'portrait-matting',
  functionName: 'PortraitMatting',
  inputs: {
    source: { kinds: ['image', 'video'], min: 1, max: 1 },
    background: { kinds: ['image', 'video'], min: 0, max: 1 },
  },
  params: z.object({
    Output: z
      .enum(['transparent', 'color', 'image', 'blur', 'alpha'])
      .default('transparent')
      .meta(meta({ widget: 'select' })),
    Color: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .default('#ffffff')
      .meta(meta({ widget: 'color', visibleWhen: { Output: ['color'] } })),
    Fit: z
      .enum(['cover', 'contain', 'stretch'])
      .default('cover')
      .meta(meta({ widget: 'segmented', visibleWhen: { Output: ['image'] } })),
    Blur: share.default(0.5).meta(meta({ widget: 'slider', step: 0.01, visibleWhen: { Output: ['blur'] } })),
    Subject: z
      .enum(['person', 'any'])
      .default('person')
      .meta(meta({ widget: 'segmented' })),
    EdgeDetail: z
      .enum(['standard', 'fine'])
      .default('standard')
      .meta(meta({ widget: 'segmented' })),
    /** Stills only; a video is WebM (transparent) or MP4. */
    Format: z
      .enum(['png', 'webp'])
      .default('png')
      .meta(meta({ widget: 'segmented', advanced: true })),
    /** Areas that are subject, or are not, whatever the networks say. */
    Keep: boxes.default([]).meta(meta({ widget: 'boxes', advanced: true })),
    Remove: boxes.default([]).meta(meta({ widget: 'boxes', advanced: true })),
    /** Brush strokes of the result page, later over earlier. Points and radius are shares of width and height. */
    Strokes: z
      .array(
        z.object({
          Mode: z.enum(['keep', 'remove']),
          /** Share of the picture's width. */
          Radius: z.number().min(0.001).max(0.5),
          Points: z
            .array(z.tuple([share, share]))
            .min(1)
            .max(2000),
          /** Seconds; without them the stroke holds for the whole clip. */
          Start: z.number().min(0).optional(),
          End: z.number().min(0).optional(),
        }),
      )
      .max(200)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.04 },
    { id: 'model', weight: 0.06 },
    { id: 'people', weight: 0.12 },
    { id: 'matte', weight: 0.78 },
  ],
});
