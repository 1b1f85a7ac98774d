import type { BeatActivations, DecodedBeat } from '../../dsp/bar-decoding';

export interface TempoRange {
  readonly minBpm: number;
  readonly maxBpm: number;
}

/**
 * Where the weaker of two interleaved pulses reaches this share of the stronger, both are beats; below it only the
 * stronger is. Slow songs need more to be halved still.
 */
const PULSE_SHARE = 0.68;
const SLOW_PULSE_SHARE = 0.5;
/** Songs are halved easily only from this tempo up and doubled only up to this one: few people tap outside. */
const FAST_BPM = 140;
const DOUBLE_TO_BPM = 220;
/** Every second beat is compared within stretches this long: the decoded phase may slip between them. */
const STRETCH_BEATS = 16;
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
  if (mean(between) > PULSE_SHARE * mean(onBeat) && 2 * bpm <= Math.min(range.maxBpm, DOUBLE_TO_BPM)) {
    return { minBpm: Math.max(range.minBpm, (2 * bpm) / RANGE_WIDTH), maxBpm: range.maxBpm };
  }
  const share = bpm >= FAST_BPM ? PULSE_SHARE : SLOW_PULSE_SHARE;
  if (alternation(onBeat) < share && bpm / 2 >= range.minBpm) {
    return { minBpm: range.minBpm, maxBpm: Math.min(range.maxBpm, (bpm / 2) * RANGE_WIDTH) };
  }
  return null;
};

/** Weaker over stronger of the two pulses that every second beat makes, 0..1. */
const alternation = (onBeat: readonly number[]): number => {
  let weaker = 0;
  let stronger = 0;
  for (let from = 0; from < onBeat.length; from += STRETCH_BEATS) {
    const stretch = onBeat.slice(from, from + STRETCH_BEATS);
    const pulses = [0, 1].map((parity) => mean(stretch.filter((_, n) => n % 2 === parity)));
    weaker += Math.min(...pulses);
    stronger += Math.max(...pulses);
  }
  return weaker / Math.max(1e-9, stronger);
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
