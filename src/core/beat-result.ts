import { z } from 'zod';

const beatLevelSchema = z.object({
  name: z.string(),
  times: z.array(z.number()),
  strength: z.array(z.number()),
});

/** What the page reads of the Result JSON of `AudioBeatDetection`. Times in seconds. */
export const beatResultSchema = z.object({
  BeatList: z.array(z.number()),
  DownBeatList: z.array(z.number()),
  Bpm: z.number(),
  TempoCurve: z.array(z.tuple([z.number(), z.number()])),
  Meter: z.number(),
  Levels: z.array(beatLevelSchema),
  Duration: z.number(),
  Method: z.enum(['network', 'flux']),
  reason: z.string().nullable(),
});
export type BeatResult = z.output<typeof beatResultSchema>;
export type BeatLevel = z.output<typeof beatLevelSchema>;

/** Peaks for drawing, 0..255, that travel as a data output. */
export const waveformSchema = z.object({ secondsPerPeak: z.number(), peaks: z.array(z.number()) });
export type WaveformData = z.output<typeof waveformSchema>;
