import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const seconds = z.number().min(0);

/** `VideoClip`: the best moments of a video as one short clip. */
export const videoSummary = defineFunction({
  id: 'video-summary',
  functionName: 'VideoClip',
  inputs: { source: { kinds: ['video'], min: 1, max: 1 } },
  params: z.object({
    Duration: z
      .number()
      .min(1)
      .max(60)
      .default(5)
      .meta(meta({ widget: 'slider', step: 0.5, unit: 's' })),
    Mode: z
      .enum(['highlights', 'chronological', 'trailer'])
      .default('highlights')
      .meta(meta({ widget: 'segmented' })),
    Transition: z
      .enum(['cut', 'crossfade'])
      .default('cut')
      .meta(meta({ widget: 'segmented' })),
    Audio: z
      .enum(['keep', 'music-aligned', 'mute'])
      .default('keep')
      .meta(meta({ widget: 'segmented' })),
    /** Stretches chosen by hand, `[start, end]` in seconds, in the order they are shown; they replace the choice. */
    Segments: z
      .array(z.tuple([seconds, seconds]).refine(([start, end]) => end > start))
      .max(60)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.06 },
    { id: 'model', weight: 0.04 },
    { id: 'scan', weight: 0.3 },
    { id: 'listen', weight: 0.1 },
    { id: 'look', weight: 0.2 },
    { id: 'render', weight: 0.3 },
  ],
});
