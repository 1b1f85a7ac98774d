import { normalizeRows } from '../../dsp/self-similarity';
import { FRAMES_PER_SECOND, type SongMeasures, TIMBRE_BANDS } from './measure-song';
import type { SongGrid } from './plan-grid';

const PITCHES = 36;
const SEMITONES = 12;
/** Both halves of a unit keep their own harmony: a half bar may hold two chords. */
const HALVES = 2;
export const HARMONY_WIDTH = SEMITONES * HALVES;
/** Cepstral coefficients 1..13: the shape of the spectrum without its level. */
export const TIMBRE_WIDTH = 13;

/** A song on its grid, one row per unit. */
export interface SongUnits {
  readonly count: number;
  /** Unit vectors `[count, HARMONY_WIDTH]`. */
  readonly harmony: Float32Array;
  /** Standard scores over the song `[count, TIMBRE_WIDTH]`. */
  readonly timbre: Float32Array;
  readonly loudnessDb: Float32Array;
  /** Share of the spectrum above 2 kHz, as log magnitudes add up. */
  readonly brightness: Float32Array;
  /** Level of the range where voices and leads sing, against the rest, log magnitude. */
  readonly presence: Float32Array;
}

const frameOf = (seconds: number): number => seconds * FRAMES_PER_SECOND;

/** Adds the mean of `[frames, width]` rows between two times to `out`. */
const meanRows = (
  rows: Float32Array,
  width: number,
  [from, to]: readonly [number, number],
  out: Float32Array,
): void => {
  const first = Math.max(0, Math.min(rows.length / width - 1, Math.round(from)));
  const last = Math.max(first + 1, Math.min(rows.length / width, Math.round(to)));
  for (let f = first; f < last; f++) {
    for (let k = 0; k < width; k++) out[k]! += rows[f * width + k]! / (last - first);
  }
};

/** Thirds of semitones to pitch classes, with the tuning taken out. */
const toPitchClasses = (pitches: Float32Array, tuningSemitones: number, out: Float32Array): void => {
  for (let b = 0; b < PITCHES; b++) {
    const semitone = b / 3 - tuningSemitones;
    const nearest = Math.round(semitone);
    const weight = Math.max(0, 1 - 1.5 * Math.abs(semitone - nearest));
    out[((nearest % SEMITONES) + SEMITONES) % SEMITONES]! += weight * pitches[b]!;
  }
};

/** Takes the song's mean out before scaling: what every unit shares tells none apart. */
const centreRows = (values: Float32Array, width: number): void => {
  const rows = values.length / width;
  for (let k = 0; k < width; k++) {
    let mean = 0;
    for (let r = 0; r < rows; r++) mean += values[r * width + k]! / rows;
    for (let r = 0; r < rows; r++) values[r * width + k]! -= mean;
  }
};

const standardize = (values: Float32Array, width: number): void => {
  const rows = values.length / width;
  centreRows(values, width);
  for (let k = 0; k < width; k++) {
    let variance = 0;
    for (let r = 0; r < rows; r++) variance += values[r * width + k]! ** 2 / rows;
    const scale = 1 / Math.sqrt(variance + 1e-9);
    for (let r = 0; r < rows; r++) values[r * width + k]! *= scale;
  }
};

const cepstrum = (mel: Float32Array, out: Float32Array): void => {
  for (let c = 0; c < TIMBRE_WIDTH; c++) {
    let sum = 0;
    for (let b = 0; b < mel.length; b++)
      sum += mel[b]! * Math.cos((Math.PI * (c + 1) * (b + 0.5)) / mel.length);
    out[c] = sum;
  }
};

/** Bands of the mel scale (40 Hz .. 10.5 kHz): voices and leads 250 Hz .. 2.5 kHz, brightness above 2 kHz. */
const PRESENCE_BANDS: readonly [number, number] = [6, 24];
const BRIGHT_FROM = 21;

const meanOf = (values: Float32Array, from: number, to: number): number => {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k]!;
  return sum / (to - from);
};

export const unitsOf = (measures: SongMeasures, grid: SongGrid): SongUnits => {
  const count = grid.edges.length - 1;
  const harmony = new Float32Array(count * HARMONY_WIDTH);
  const timbre = new Float32Array(count * TIMBRE_WIDTH);
  const loudnessDb = new Float32Array(count);
  const brightness = new Float32Array(count);
  const presence = new Float32Array(count);
  for (let u = 0; u < count; u++) {
    const from = frameOf(grid.edges[u]!);
    const to = frameOf(grid.edges[u + 1]!);
    for (let half = 0; half < HALVES; half++) {
      const pitches = new Float32Array(PITCHES);
      const start = from + ((to - from) * half) / HALVES;
      meanRows(measures.pitches, PITCHES, [start, start + (to - from) / HALVES], pitches);
      const at = u * HARMONY_WIDTH + half * SEMITONES;
      toPitchClasses(pitches, measures.tuningSemitones, harmony.subarray(at, at + SEMITONES));
    }
    const mel = new Float32Array(TIMBRE_BANDS);
    meanRows(measures.timbre, TIMBRE_BANDS, [from, to], mel);
    cepstrum(mel, timbre.subarray(u * TIMBRE_WIDTH, (u + 1) * TIMBRE_WIDTH));
    const power = new Float32Array(1);
    meanRows(measures.power, 1, [from, to], power);
    loudnessDb[u] = 10 * Math.log10(power[0]! + 1e-8);
    brightness[u] = meanOf(mel, BRIGHT_FROM, TIMBRE_BANDS);
    presence[u] = meanOf(mel, ...PRESENCE_BANDS) - meanOf(mel, 0, 4);
  }
  // Each half centred over the song and within itself: the sum of a chord's tones is no chord.
  normalizeRows(harmony, SEMITONES);
  centreRows(harmony, HARMONY_WIDTH);
  normalizeRows(harmony, HARMONY_WIDTH);
  standardize(timbre, TIMBRE_WIDTH);
  return { count, harmony, timbre, loudnessDb, brightness, presence };
};
