import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

export const LEVEL_NAMES = ['downbeat', 'beat', 'subdivision', 'kick', 'snare', 'hat', 'section'] as const;
export type LevelName = (typeof LEVEL_NAMES)[number];

/** `AudioBeatDetection`: beats, downbeats, tempo and accents of music, with a click track and editor markers. */
export const beatDetection = defineFunction({
  id: 'beat-detection',
  functionName: 'AudioBeatDetection',
  inputs: { source: { kinds: ['audio', 'video'], min: 1, max: 1 } },
  params: z.object({
    /** Beats in a bar; 6 means six-eight time, counted as two dotted beats with six subdivisions. */
    Meter: z
      .enum(['auto', '3', '4', '6'])
      .default('auto')
      .meta(meta({ widget: 'segmented' })),
    Levels: z
      .array(z.enum(LEVEL_NAMES))
      .default([...LEVEL_NAMES])
      .meta(meta({ widget: 'select' })),
    ClickTrack: z
      .boolean()
      .default(true)
      .meta(meta({ widget: 'switch' })),
    MinBpm: z
      .number()
      .min(30)
      .max(240)
      .default(55)
      .meta(meta({ widget: 'slider', step: 1, unit: 'bpm', advanced: true })),
    MaxBpm: z
      .number()
      .min(60)
      .max(300)
      .default(215)
      .meta(meta({ widget: 'slider', step: 1, unit: 'bpm', advanced: true })),
    /** Frame rate of the EDL and FCPXML markers; `auto` takes the video's, or 30. */
    MarkerFps: z
      .enum(['auto', '24', '25', '30', '50', '60'])
      .default('auto')
      .meta(meta({ widget: 'select', advanced: true })),
    /** Hand edits of the result page: 2 doubles the tempo found, 0.5 halves it. */
    TempoFactor: z
      .number()
      .refine((factor) => [0.25, 0.5, 1, 2, 4].includes(factor))
      .default(1)
      .meta(meta({ widget: 'hidden' })),
    /** Moves the first beat of every bar later by this many beats. */
    Shift: z
      .number()
      .int()
      .min(-16)
      .max(16)
      .default(0)
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.05 },
    { id: 'model', weight: 0.05 },
    { id: 'listen', weight: 0.6 },
    { id: 'decode', weight: 0.1 },
    { id: 'write', weight: 0.2 },
  ],
});
