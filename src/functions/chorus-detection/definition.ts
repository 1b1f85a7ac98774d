import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const seconds = z.number().min(0).max(86_400);
const section = z.object({
  start: seconds,
  end: seconds,
  title: z.enum(['Intro', 'Verse', 'Chorus', 'Bridge', 'Outro']),
});

/** `MusicSegmentDetect`: every chorus of a song with its true start and end, or all its sections. */
export const chorusDetection = defineFunction({
  id: 'chorus-detection',
  functionName: 'MusicSegmentDetect',
  inputs: { source: { kinds: ['audio', 'video'], min: 1, max: 1 } },
  params: z.object({
    Sections: z
      .enum(['chorus', 'all'])
      .default('chorus')
      .meta(meta({ widget: 'segmented' })),
    /** Length of a clip of the best chorus; 0 = none. */
    Highlights: z
      .number()
      .min(0)
      .max(60)
      .default(15)
      .meta(meta({ widget: 'slider', step: 1, unit: 's' })),
    /** Format of the highlight and of exported sections. */
    Format: z
      .enum(['wav', 'mp3', 'm4a', 'opus', 'flac'])
      .default('mp3')
      .meta(meta({ widget: 'select', advanced: true })),
    /** Sections as edited by hand; they replace the ones found. */
    Edited: z
      .array(section)
      .max(200)
      .default([])
      .meta(meta({ widget: 'hidden' })),
    /** Stretches to cut out as audio files. */
    Export: z
      .array(z.object({ start: seconds, end: seconds }))
      .max(50)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.05 },
    { id: 'model', weight: 0.05 },
    { id: 'listen', weight: 0.6 },
    { id: 'structure', weight: 0.2 },
    { id: 'cut', weight: 0.1 },
  ],
});
