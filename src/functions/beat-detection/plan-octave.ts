import type { BeatActivations, DecodedBeat } from '../../dsp/bar-decoding';

export interface TempoRange {
  readonly minBpm: number;
  readonly maxBpm: number;
}

/**
 * Middles of beats this active, as a share of the beats, are beats themselves; every second beat this inactive is
 * none. Between the two the decoder's choice stands.
 */
const DOUBLE_SHARE = 0.62;
const HALVE_SHARE = 0.52;
/** Songs are halved only from this tempo up and doubled only up to it: few people tap outside. */
const HALVE_FROM_BPM = 125;
const DOUBLE_TO_BPM = 220;
/** A new range round the new tempo, wide enough for a song that changes tempo. */
const RANGE_WIDTH = 1.38;

/**
 * The octave check: the decoder weighs tempo octaves by how wide a beat is, which says little; how active the
 * places between beats are says more. Returns the range for decoding again, or `null` when the octave is right.
 */
export const planOctave = (
  activations: BeatActivations,
  beats: readonly DecodedBeat[],
  range: TempoRange,
): TempoRange | null => {
  if (beats.length < 8) return null;
  const bpm = (60 * activations.framesPerSecond) / medianInterval(beats);
  const onBeat = beats.map((beat) => activityAt(activations, beat.frame));
  const between = beats
    .slice(1)
    .map((beat, n) => activityAt(activations, (beat.frame + beats[n]!.frame) / 2));
  if (mean(between) > DOUBLE_SHARE * mean(onBeat) && 2 * bpm <= Math.min(range.maxBpm, DOUBLE_TO_BPM)) {
    return { minBpm: Math.max(range.minBpm, (2 * bpm) / RANGE_WIDTH), maxBpm: range.maxBpm };
  }
  const even = mean(onBeat.filter((_, n) => n % 2 === 0));
  const odd = mean(onBeat.filter((_, n) => n % 2 === 1));
  const isSparse = Math.min(even, odd) < HALVE_SHARE * Math.max(even, odd);
  if (isSparse && bpm >= HALVE_FROM_BPM && bpm / 2 >= range.minBpm) {
    return { minBpm: range.minBpm, maxBpm: Math.min(range.maxBpm, (bpm / 2) * RANGE_WIDTH) };
  }
  return null;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const medianInterval = (beats: readonly DecodedBeat[]): number => {
  const intervals = beats.slice(1).map((beat, n) => beat.frame - beats[n]!.frame);
  return intervals.sort((a, b) => a - b)[intervals.length >> 1]!;
};

/** Largest activation within 20 ms. */
const activityAt = (activations: BeatActivations, frame: number): number => {
  const radius = 0.02 * activations.framesPerSecond;
  let top = 0;
  for (let t = Math.round(frame - radius); t <= frame + radius; t++)
    top = Math.max(top, activations.beat[t] ?? 0);
  return top;
};
