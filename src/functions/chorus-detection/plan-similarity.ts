import {
  enhanceDiagonals,
  normalizeRows,
  similarityMatrix,
  thresholdMatrix,
  upperQuantile,
} from '../../dsp/self-similarity';
import { HARMONY_WIDTH, type SongUnits, TIMBRE_WIDTH } from './song-units';

const SEMITONES = 12;
/** Another key must fit this much better to count as the same music: chords resemble each other's neighbours. */
const TRANSPOSITION_COST = 0.12;
/** Keys that last choruses move to. */
const TRANSPOSITIONS = [1, 2, 3, 4, 8, 9, 10, 11];
const TIMBRE_SHARE = 0.3;
/** About four bars: long enough to tell a line from a coincidence. */
const DIAGONAL_UNITS = 8;
/** This share of all cells counts as similar, the rest is penalised (Müller et al. 2013 use 0.2 and -2). */
const SIMILAR_SHARE = 0.2;
const PENALTY = -2;
/** Never call music similar that is not, however monotonous or through-composed the song. */
const LEAST_SIMILARITY = 0.3;

const rotate = (harmony: Float32Array, semitones: number): Float32Array => {
  const rotated = new Float32Array(harmony.length);
  for (let at = 0; at < harmony.length; at += SEMITONES) {
    for (let k = 0; k < SEMITONES; k++) rotated[at + ((k + semitones) % SEMITONES)] = harmony[at + k]!;
  }
  return rotated;
};

export interface SongSimilarity {
  readonly count: number;
  /** Harmony (best key) and timbre along diagonals, -1..1, `[count, count]`. */
  readonly smooth: Float32Array;
  /** The same with similar cells 0..1 and all others negative. */
  readonly thresholded: Float32Array;
  /** Harmony and timbre without smoothing, for novelty. */
  readonly raw: Float32Array;
}

export const planSimilarity = (units: SongUnits): SongSimilarity => {
  const { harmony, count } = units;
  const timbre = units.timbre.slice();
  normalizeRows(timbre, TIMBRE_WIDTH);
  const colour = similarityMatrix(timbre, timbre, TIMBRE_WIDTH);
  const plain = similarityMatrix(harmony, harmony, HARMONY_WIDTH);
  let best = enhanceDiagonals(plain, DIAGONAL_UNITS);
  for (const semitones of TRANSPOSITIONS) {
    const shifted = enhanceDiagonals(
      similarityMatrix(harmony, rotate(harmony, semitones), HARMONY_WIDTH),
      DIAGONAL_UNITS,
    );
    best = best.map((value, at) => Math.max(value, shifted[at]! - TRANSPOSITION_COST));
  }
  const colourPaths = enhanceDiagonals(colour, DIAGONAL_UNITS);
  const smooth = best.map((value, at) => (1 - TIMBRE_SHARE) * value + TIMBRE_SHARE * colourPaths[at]!);
  const threshold = Math.max(LEAST_SIMILARITY, upperQuantile(smooth, SIMILAR_SHARE));
  return {
    count,
    smooth,
    thresholded: thresholdMatrix(smooth, threshold, PENALTY),
    raw: plain.map((value, at) => (value + colour[at]!) / 2),
  };
};
