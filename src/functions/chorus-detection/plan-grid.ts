import { decodeBars, type DecodedBeat } from '../../dsp/bar-decoding';
import type { SongMeasures } from './measure-song';

/** The musical grid that all structure lives on. */
export interface SongGrid {
  /** Unit edges in seconds, ascending, `[units + 1]`: half bars in four, whole bars in three. */
  readonly edges: readonly number[];
  /** Whether a bar starts at the edge, `[units + 1]`. */
  readonly isDownbeat: readonly boolean[];
  readonly unitsPerBar: number;
}

const TEMPO = { minBpm: 62, maxBpm: 178 };
/** People tap most easily near this tempo. */
const EASY_BPM = 120;
const tempoPrior = (bpm: number): number => -0.1 * Math.log2(bpm / EASY_BPM) ** 2;
/** Three beats a bar must explain the song this much better, in nats a minute. */
const WALTZ_HANDICAP_PER_MINUTE = 10;
/** Without a pulse, time itself is the grid. */
const PLAIN_UNIT_SECONDS = 1;
const FEWEST_BEATS = 16;

const decode = (measures: SongMeasures): { beats: readonly DecodedBeat[]; metre: number; rate: number } => {
  const activations = measures.beats;
  const minutes = measures.durationSeconds / 60;
  const [four, three] = [4, 3].map((beatsPerBar) =>
    decodeBars(activations, { ...TEMPO, beatsPerBar, tempoPrior }),
  );
  const isWaltz = three!.score - WALTZ_HANDICAP_PER_MINUTE * minutes > four!.score;
  return {
    beats: (isWaltz ? three! : four!).beats,
    metre: isWaltz ? 3 : 4,
    rate: activations.framesPerSecond,
  };
};

const plainGrid = (durationSeconds: number): SongGrid => {
  const count = Math.max(1, Math.floor(durationSeconds / PLAIN_UNIT_SECONDS));
  return {
    edges: Array.from({ length: count + 1 }, (_, i) => (i * durationSeconds) / count),
    isDownbeat: Array.from({ length: count + 1 }, () => true),
    unitsPerBar: 1,
  };
};

/** Continues the grid to the ends of the song, so that every moment lies in a unit. */
const extend = (times: number[], downbeats: boolean[], durationSeconds: number): void => {
  const first = times[1]! - times[0]!;
  while (times[0]! - first > 0.2 * first) {
    downbeats.unshift(false);
    times.unshift(times[0]! - first);
  }
  const last = times.at(-1)! - times.at(-2)!;
  while (times.at(-1)! + last < durationSeconds - 0.2 * last) {
    downbeats.push(false);
    times.push(times.at(-1)! + last);
  }
  times[0] = 0;
  times.push(durationSeconds);
  downbeats.push(true);
};

/** Recordings of hours are laid on a coarser grid: work and memory grow with the square of the units. */
const MOST_UNITS = 480;
const thin = (grid: SongGrid): SongGrid => {
  const merge = Math.ceil((grid.edges.length - 1) / MOST_UNITS);
  if (merge <= 1) return grid;
  const isKept = (i: number) => i % merge === 0 || i === grid.edges.length - 1;
  return {
    edges: grid.edges.filter((_, i) => isKept(i)),
    isDownbeat: grid.isDownbeat.filter((_, i) => isKept(i)),
    unitsPerBar: 1,
  };
};

export const planGrid = (measures: SongMeasures): SongGrid => {
  const { beats, metre, rate } = decode(measures);
  if (beats.length < FEWEST_BEATS) return thin(plainGrid(measures.durationSeconds));
  const isEdge = (number: number) => (metre === 3 ? number === 1 : number % 2 === 1);
  const kept = beats.filter((beat) => isEdge(beat.number));
  const times = kept.map((beat) => beat.frame / rate);
  const downbeats = kept.map((beat) => beat.number === 1);
  extend(times, downbeats, measures.durationSeconds);
  return thin({ edges: times, isDownbeat: downbeats, unitsPerBar: metre === 3 ? 1 : 2 });
};
