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
/** Mean activation at the beats below which the sound has no pulse (speech, noise, drones); by method. */
const FAINTEST_PULSE = { network: 0.2, flux: 0.3 };

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
  if (beats.length < FEWEST_BEATS || pulse(beats) < FAINTEST_PULSE[features.method]) return none('no-beat');
  const scaled = scaleTempo(beats, options.tempoFactor, song.metre);
  return { beats: shiftDownbeat(scaled, options.shift, song.metre), beatsPerBar: song.metre, reason: null };
};

/** Refinement may not change the order, nor move two beats onto one onset. */
const inOrder = (beats: readonly Beat[]): Beat[] =>
  beats.filter((beat, n) => n === 0 || beat.timeSeconds > beats[n - 1]!.timeSeconds + 0.05);

/** Mean strength of the stronger half: a steady pulse may pause. */
const pulse = (beats: readonly Beat[]): number => {
  const strengths = beats.map((beat) => beat.strength).sort((a, b) => b - a);
  const strong = strengths.slice(0, Math.ceil(strengths.length / 2));
  return strong.reduce((sum, value) => sum + value, 0) / strong.length;
};
