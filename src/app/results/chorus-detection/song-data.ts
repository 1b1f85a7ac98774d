import { z } from 'zod';
import type { ResultOutput } from '../result-view';
import { useOutputData } from '../use-output-data';

export const SECTION_TITLES = ['Intro', 'Verse', 'Chorus', 'Bridge', 'Outro'] as const;

const section = z.object({ start: z.number(), end: z.number(), title: z.enum(SECTION_TITLES) });
export type SongSection = z.output<typeof section>;

const songSchema = z.object({
  durationSeconds: z.number(),
  sections: z.array(section),
  highlight: z.object({ start: z.number(), end: z.number() }).nullable(),
  reason: z.string().nullable(),
  /** Edges snap to these. */
  downbeats: z.array(z.number()),
  waveform: z.object({ secondsPerPeak: z.number(), peaks: z.array(z.number()) }),
  /** Bytes of a square matrix, row by row. */
  similarity: z.object({ cells: z.int(), base64: z.string() }).nullable(),
});
export type SongData = z.output<typeof songSchema>;

const readSong = async (outputs: readonly ResultOutput[]): Promise<SongData | null> => {
  const data = outputs.find(({ fileName }) => fileName.endsWith('.song.json'));
  return data ? (songSchema.safeParse(JSON.parse(await data.blob.text())).data ?? null) : null;
};

/** `undefined` while it is read, `null` where there is none. */
export const useSong = (outputs: readonly ResultOutput[]): SongData | null | undefined => {
  return useOutputData(outputs, readSong);
};
