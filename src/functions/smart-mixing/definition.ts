import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

/** One entry per input, in order; a missing entry means all defaults. */
const trackSettings = z.object({
  role: z.enum(['auto', 'voice', 'music', 'effect', 'ambience']).default('auto'),
  /** On top of the automatic level. */
  gainDb: z.number().min(-60).max(24).default(0),
  /** Where the track starts in the mix, seconds; negative cuts that much off its head. */
  offset: z.number().min(-86_400).max(86_400).default(0),
  /** -1 left .. 1 right. */
  pan: z.number().min(-1).max(1).default(0),
  /** Repeats the track until the mix ends. */
  loop: z.boolean().default(false),
  mute: z.boolean().default(false),
});
export type TrackSettings = z.output<typeof trackSettings>;

/** `AudioMixing`: voices, music and effects in, one levelled, ducked and mastered mix out. */
export const smartMixing = defineFunction({
  id: 'smart-mixing',
  functionName: 'AudioMixing',
  inputs: { source: { kinds: ['audio', 'video'], min: 2, max: 16 } },
  params: z.object({
    Format: z
      .enum(['wav', 'mp3', 'm4a', 'opus', 'flac'])
      .default('wav')
      .meta(meta({ widget: 'segmented' })),
    Ducking: z
      .enum(['off', 'gentle', 'normal', 'strong'])
      .default('normal')
      .meta(meta({ widget: 'segmented' })),
    TargetLufs: z
      .number()
      .min(-40)
      .max(-8)
      .default(-16)
      .meta(meta({ widget: 'slider', step: 0.5, unit: 'LUFS' })),
    TruePeakDb: z
      .number()
      .min(-9)
      .max(-0.1)
      .default(-1)
      .meta(meta({ widget: 'slider', step: 0.1, unit: 'dB', advanced: true })),
    /** On: the mix lasts as long as its longest track. Off: as long as the first input. */
    StretchToLongest: z
      .boolean()
      .default(true)
      .meta(meta({ widget: 'switch' })),
    /** Also puts the mix under the picture of the first video. */
    IntoVideo: z
      .boolean()
      .default(false)
      .meta(meta({ widget: 'switch' })),
    Tracks: z
      .array(trackSettings)
      .max(16)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.03 },
    { id: 'model', weight: 0.04 },
    { id: 'analyse', weight: 0.48 },
    { id: 'mix', weight: 0.2 },
    { id: 'master', weight: 0.25 },
  ],
});
