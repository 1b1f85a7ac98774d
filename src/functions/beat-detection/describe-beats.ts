import type { Json } from '../../core/media-function';
import type { BeatMap, Level } from './beat-map';
import type { MusicFeatures } from './music-features';
import { isTernary, planOnsets } from './plan-levels';
import { planBpm, planTempoCurve } from './plan-tempo';

/** Times are kept to a tenth of a millisecond. */
const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

/** Onsets worth a mark for all bands together. */
const ONSET_SHARE = 0.15;

/** Beats a bar as musicians write them: two dotted beats are six-eight time. */
const meterOf = (map: BeatMap, features: MusicFeatures, asked: string): number => {
  if (asked === '6' || (map.beatsPerBar === 2 && isTernary(map, features))) return 6;
  return map.beatsPerBar;
};

/** The function's Result JSON. */
export const describeBeats = (
  map: BeatMap,
  levels: readonly Level[],
  features: MusicFeatures,
  asked: string,
): Json => {
  const times = map.beats.map((beat) => round(beat.timeSeconds));
  const onsets = map.reason
    ? []
    : planOnsets(features.onsets.all, features.onsets.framesPerSecond, ONSET_SHARE);
  return {
    BeatList: times,
    DownBeatList: times.filter((_, n) => map.beats[n]!.number === 1),
    Bpm: round(planBpm(map.beats), 2),
    TempoCurve: planTempoCurve(map.beats).map(([seconds, bpm]) => [round(seconds, 3), round(bpm, 2)]),
    Meter: map.reason ? 0 : meterOf(map, features, asked),
    Onsets: onsets.map((onset) => round(onset.timeSeconds)),
    Levels: levels.map(({ name, times: at, strength }) => ({
      name,
      times: at.map((value) => round(value)),
      strength: strength.map((value) => round(value, 3)),
    })),
    Duration: round(features.durationSeconds, 3),
    Method: features.method,
    reason: map.reason,
  };
};

const WAVEFORM_SLOTS = 12_000;

/** Peaks for drawing, 0..255, at most 12,000: `{ secondsPerPeak, peaks }`. */
export const describeWaveform = (features: MusicFeatures): Json => {
  const merge = Math.max(1, Math.ceil(features.peaks.length / WAVEFORM_SLOTS));
  const count = Math.ceil(features.peaks.length / merge);
  const peaks = Array.from({ length: count }, (_, n) => {
    const slot = features.peaks.subarray(n * merge, (n + 1) * merge);
    return Math.min(255, Math.round(255 * slot.reduce((top, value) => Math.max(top, value), 0)));
  });
  return { secondsPerPeak: merge / features.peaksPerSecond, peaks };
};
