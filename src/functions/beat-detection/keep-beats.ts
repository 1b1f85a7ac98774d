import type { Beat } from './beat-map';
import type { MusicFeatures } from './music-features';

/** Quieter than this, or than `QUIET_SHARE` of the loudest moment, nothing is playing. -60 dBFS, -50 dB. */
const SILENT_RMS = 0.001;
const QUIET_SHARE = 0.003;
/** Music still rings this long round a beat. */
const RING_SECONDS = 0.4;
/** A run of beats this weak and this long has nothing under it (speech, a held chord). */
const WEAK_STRENGTH = 0.06;
const WEAK_RUN_BEATS = 8;
/** Beats before the music starts or after it ends are weak from the edge on. */
const WEAK_EDGE_STRENGTH = 0.12;

export const loudestRms = (features: MusicFeatures): number =>
  features.loudness.reduce((loudest, value) => Math.max(loudest, value), 0);

export const isSilent = (features: MusicFeatures): boolean => loudestRms(features) < SILENT_RMS;

/** Drops beats in silence, in long stretches without any sign of a beat, and at weak edges. */
export const keepAudibleBeats = (beats: readonly Beat[], features: MusicFeatures): Beat[] => {
  const floor = Math.max(SILENT_RMS / 4, QUIET_SHARE * loudestRms(features));
  const audible = beats.filter((beat) => loudnessAround(features, beat.timeSeconds) >= floor);
  return trimEdges(dropWeakRuns(audible));
};

const loudnessAround = (features: MusicFeatures, timeSeconds: number): number => {
  const rate = features.loudnessPerSecond;
  const from = Math.max(0, Math.floor((timeSeconds - RING_SECONDS / 4) * rate));
  const to = Math.ceil((timeSeconds + RING_SECONDS) * rate);
  return features.loudness.subarray(from, to).reduce((loudest, value) => Math.max(loudest, value), 0);
};

const dropWeakRuns = (beats: readonly Beat[]): Beat[] => {
  const weak = beats.map((beat) => beat.strength < WEAK_STRENGTH);
  return beats.filter((_, n) => {
    if (!weak[n]) return true;
    let from = n;
    let to = n;
    while (weak[from - 1]) from--;
    while (weak[to + 1]) to++;
    return to - from + 1 < WEAK_RUN_BEATS;
  });
};

const trimEdges = (beats: readonly Beat[]): Beat[] => {
  const isStrong = (beat: Beat): boolean => beat.strength >= WEAK_EDGE_STRENGTH;
  const first = beats.findIndex(isStrong);
  if (first < 0) return [];
  const last = beats.findLastIndex(isStrong);
  return beats.slice(first, last + 1);
};
