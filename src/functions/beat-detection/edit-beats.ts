import type { Beat } from './beat-map';

/** Half or double tempo by hand; the bar keeps its number of beats and starts on a beat that was a downbeat. */
export const scaleTempo = (beats: readonly Beat[], factor: number, beatsPerBar: number): Beat[] => {
  if (factor === 1 || beats.length < 2) return [...beats];
  const anchor = Math.max(
    0,
    beats.findIndex((beat) => beat.number === 1),
  );
  const times = factor > 1 ? insertBeats(beats, factor) : everyNth(beats, 1 / factor, anchor);
  const first = times.findIndex((beat) => beat.timeSeconds === beats[anchor]!.timeSeconds);
  return times.map((beat, n) => ({ ...beat, number: wrap(n - first, beatsPerBar) + 1 }));
};

const wrap = (value: number, period: number): number => ((value % period) + period) % period;

const insertBeats = (beats: readonly Beat[], factor: number): Beat[] =>
  beats.flatMap((beat, n) => {
    const next = beats[n + 1];
    if (!next) return [beat];
    const step = (next.timeSeconds - beat.timeSeconds) / factor;
    return Array.from({ length: factor }, (_, k) =>
      k === 0
        ? beat
        : {
            ...beat,
            timeSeconds: beat.timeSeconds + k * step,
            strength: Math.min(beat.strength, next.strength) / 2,
          },
    );
  });

const everyNth = (beats: readonly Beat[], n: number, anchor: number): Beat[] =>
  beats.filter((_, index) => wrap(index - anchor, n) === 0);

/** Moves the first beat of every bar later by `shift` beats. */
export const shiftDownbeat = (beats: readonly Beat[], shift: number, beatsPerBar: number): Beat[] =>
  beats.map((beat) => ({ ...beat, number: wrap(beat.number - 1 - shift, beatsPerBar) + 1 }));
