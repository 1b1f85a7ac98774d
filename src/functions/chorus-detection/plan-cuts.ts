import type { Cut } from './cut-audio';
import type { SongSection } from './plan-song';

/** The highlight starts with its chorus and ends inside the song. `null` when there is no chorus or none is wanted. */
export const planHighlight = (
  chorus: SongSection | undefined,
  wantedSeconds: number,
  durationSeconds: number,
): { readonly start: number; readonly end: number } | null => {
  if (!chorus || wantedSeconds === 0) return null;
  const start = Math.max(0, Math.min(chorus.start, durationSeconds - wantedSeconds));
  return { start, end: Math.min(durationSeconds, start + wantedSeconds) };
};

const clock = (seconds: number): string => {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}m${String(whole % 60).padStart(2, '0')}s`;
};

/** Files to write: the highlight, then what the person asked for. Stretches outside the song are cut to it. */
export const planCuts = (
  highlight: { readonly start: number; readonly end: number } | null,
  wanted: readonly { readonly start: number; readonly end: number }[],
  durationSeconds: number,
): readonly Cut[] => {
  const cuts = wanted
    .map(({ start, end }) => ({ startSeconds: start, endSeconds: Math.min(durationSeconds, end) }))
    .filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds > 0.1)
    .map((cut, i) => ({ ...cut, label: `section-${i + 1}-${clock(cut.startSeconds)}` }));
  if (!highlight) return cuts;
  return [{ startSeconds: highlight.start, endSeconds: highlight.end, label: 'highlight' }, ...cuts];
};
