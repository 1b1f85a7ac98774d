import { readFile } from 'node:fs/promises';
import {
  beatContinuity,
  beatFMeasure,
  bpmOf,
  tempoAccuracy,
  timingError,
  trimBeats,
} from '../music-scoring/beats';

export interface SongTruth {
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
}

/** `.beats`: time and place in the bar per line. */
export const readTruth = async (path: string): Promise<SongTruth> => {
  const rows = (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return {
    beats: rows.map((row) => row[0]!),
    downbeats: rows.filter((row) => row[1] === 1).map((row) => row[0]!),
  };
};

export interface SongScore {
  readonly f: number;
  readonly cmlC: number;
  readonly cmlT: number;
  readonly amlT: number;
  readonly downbeatF: number;
  readonly tempoOne: boolean;
  readonly tempoTwo: boolean;
  readonly signedMs: number;
  readonly absoluteMs: number;
}

/** All scores drop the first five seconds, as mir_eval does. */
export const scoreSong = (
  truth: SongTruth,
  found: { readonly beats: readonly number[]; readonly downbeats: readonly number[]; readonly bpm: number },
): SongScore => {
  const wanted = trimBeats(truth.beats);
  const beats = trimBeats(found.beats);
  const { cmlC, cmlT, amlT } = beatContinuity(wanted, beats);
  const tempo = tempoAccuracy(bpmOf(truth.beats), found.bpm);
  const timing = timingError(wanted, beats) ?? { signed: 0, absolute: 0 };
  return {
    f: beatFMeasure(wanted, beats),
    cmlC,
    cmlT,
    amlT,
    downbeatF: beatFMeasure(trimBeats(truth.downbeats), trimBeats(found.downbeats)),
    tempoOne: tempo.one,
    tempoTwo: tempo.two,
    signedMs: 1000 * timing.signed,
    absoluteMs: 1000 * timing.absolute,
  };
};
