import type { Json } from '../../core/media-function';
import type { Waveform } from './waveform';
import type { SongSection, SongStructure } from './plan-song';

/** Side of the drawn similarity matrix; larger ones are averaged down. */
const PICTURE_CELLS = 128;

/** Similarity as bytes on an even time grid, base64, `[cells, cells]`: for drawing. */
export const drawSimilarity = ({ grid, similarity }: SongStructure): Json => {
  if (!grid || !similarity) return null;
  const end = grid.edges.at(-1)!;
  const unitAt = Array.from({ length: PICTURE_CELLS }, (_, i) => {
    const time = ((i + 0.5) * end) / PICTURE_CELLS;
    const after = grid.edges.findIndex((edge) => edge > time);
    return Math.max(0, Math.min(similarity.count - 1, after - 1));
  });
  const bytes = new Uint8Array(PICTURE_CELLS * PICTURE_CELLS);
  for (let i = 0; i < PICTURE_CELLS; i++) {
    for (let j = 0; j < PICTURE_CELLS; j++) {
      const value = similarity.smooth[unitAt[i]! * similarity.count + unitAt[j]!]!;
      bytes[i * PICTURE_CELLS + j] = Math.max(0, Math.min(255, Math.round(value * 255)));
    }
  }
  return { cells: PICTURE_CELLS, base64: btoa(String.fromCharCode(...bytes)) };
};

const rounded = (seconds: number): number => Number(seconds.toFixed(3));

export const describeSection = ({ start, end, title }: SongSection): Record<string, Json> => ({
  start: rounded(start),
  end: rounded(end),
  title,
});

export interface SongPicture {
  readonly structure: SongStructure;
  readonly sections: readonly SongSection[];
  readonly highlight: { readonly start: number; readonly end: number } | null;
  readonly durationSeconds: number;
  readonly waveform: Waveform;
}

/** Everything the page draws: also the machine-readable side result. */
export const describeSong = (picture: SongPicture): Json => ({
  durationSeconds: rounded(picture.durationSeconds),
  sections: picture.sections.map(describeSection),
  highlight: picture.highlight && {
    start: rounded(picture.highlight.start),
    end: rounded(picture.highlight.end),
  },
  reason: picture.sections.length > 0 ? null : picture.structure.reason,
  downbeats: (picture.structure.grid?.edges ?? [])
    .filter((_, i) => picture.structure.grid!.isDownbeat[i])
    .map(rounded),
  waveform: { secondsPerPeak: picture.waveform.secondsPerPeak, peaks: [...picture.waveform.peaks] },
  similarity: drawSimilarity(picture.structure),
});
