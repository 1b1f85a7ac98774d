import type { BeatActivations, DecodedBeat } from '../../dsp/bar-decoding';
import type { Beat, BeatMap } from './beat-map';
import { scaleTempo, shiftDownbeat } from './edit-beats';
import { isSilent, keepAudibleBeats } from './keep-beats';
import type { MusicFeatures } from './music-features';
import { planMetre } from './plan-metre';
import { refineBeat } from './refine-beats';

export interface BeatOptions {
  readonly meter: 'auto' | '3' | '4' | '6';
  readonly minBpm: number;
  readonly maxBpm: number;
  readonly tempoFactor: number;
  readonly shift: number;
}

/** A pulse cannot be told from a few hits. */
const SHORTEST_SECONDS = 3;
const FEWEST_BEATS = 4;
/** Clarity of the pulse below which the sound has none, by method. Speech and noise reach 0.2, music starts at 0.35. */
const FAINTEST_PULSE = { network: 0.27, flux: 0.2 };
/** Activity this close to a beat counts as the beat's. */
const BEAT_RADIUS_SECONDS = 0.045;

const METRES = { auto: [4, 3, 2], '3': [3], '4': [4], '6': [2] } as const;

const none = (reason: BeatMap['reason']): BeatMap => ({ beats: [], beatsPerBar: 4, reason });

/** The beats of a song, or none with the reason. */
export const planBeats = (features: MusicFeatures, options: BeatOptions): BeatMap => {
  if (isSilent(features)) return none('silence');
  if (features.durationSeconds < SHORTEST_SECONDS) return none('too-short');
  const range = {
    minBpm: Math.min(options.minBpm, options.maxBpm),
    maxBpm: Math.max(options.minBpm, options.maxBpm),
  };
  const song = planMetre(features.activations, METRES[options.meter], range);
  const found = song.beats.map(({ frame, number }): Beat => ({
    timeSeconds: refineBeat(features, frame),
    number,
    strength: features.activations.beat[frame] ?? 0,
  }));
  const beats = keepAudibleBeats(inOrder(found), features);
  if (
    beats.length < FEWEST_BEATS ||
    pulseClarity(song.beats, features.activations) < FAINTEST_PULSE[features.method]
  )
    return none('no-beat');
  const scaled = scaleTempo(beats, options.tempoFactor, song.metre);
  return { beats: shiftDownbeat(scaled, options.shift, song.metre), beatsPerBar: song.metre, reason: null };
};

/** Refinement may not change the order, nor move two beats onto one onset. */
const inOrder = (beats: readonly Beat[]): Beat[] =>
  beats.filter((beat, n) => n === 0 || beat.timeSeconds > beats[n - 1]!.timeSeconds + 0.05);

/** How active the clear beats are, times the share of all activity that lies on beats: 0..1. */
const pulseClarity = (beats: readonly DecodedBeat[], activations: BeatActivations): number => {
  const { beat, framesPerSecond } = activations;
  const radius = Math.round(BEAT_RADIUS_SECONDS * framesPerSecond);
  const onBeats = beats.reduce((sum, { frame }) => {
    const around = beat.subarray(Math.max(0, frame - radius), frame + radius + 1);
    return sum + around.reduce((inner, value) => inner + value, 0);
  }, 0);
  const total = beat.reduce((sum, value) => sum + value, 0);
  const heights = beats.map(({ frame }) => beat[frame] ?? 0).sort((x, y) => x - y);
  const clear = heights[Math.floor(0.75 * (heights.length - 1))] ?? 0;
  return total ? (clear * onBeats) / total : 0;
};
