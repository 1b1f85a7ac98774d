import { pickPeaks } from '../../dsp/peak-picking';
import type { BeatMap, Level } from './beat-map';
import type { LevelName } from './definition';
import type { MusicFeatures } from './music-features';
import { planSections } from './plan-sections';

const PICKING = { radiusFrames: 6, meanFrames: 40, delta: 0.02 };
/** Accents are reported above this share of the band's strong hits. */
const ACCENT_SHARE = 0.3;

export interface TimedStrength {
  readonly timeSeconds: number;
  readonly strength: number;
}

/** Value below which 95 % of the peaks lie. */
const strongPeak = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0;
};

/** Peaks of one envelope with strength 0..1, the weak ones dropped. */
export const planOnsets = (
  envelope: Float32Array,
  framesPerSecond: number,
  leastShare = ACCENT_SHARE,
): TimedStrength[] => {
  const peaks = pickPeaks(envelope, PICKING);
  const strong = strongPeak(peaks.map((peak) => peak.value));
  return peaks
    .map((peak) => ({
      timeSeconds: peak.position / framesPerSecond,
      strength: Math.min(1, peak.value / Math.max(1e-9, strong)),
    }))
    .filter((onset) => onset.strength >= leastShare);
};

/** Is the beat divided in three? Compares onsets at thirds with onsets at halves and quarters. */
export const isTernary = (map: BeatMap, features: MusicFeatures): boolean => {
  const { all, framesPerSecond } = features.onsets;
  let thirds = 0;
  let halves = 0;
  map.beats.slice(1).forEach((beat, n) => {
    const start = map.beats[n]!.timeSeconds;
    const at = (share: number): number =>
      strengthNear(all, framesPerSecond, start + share * (beat.timeSeconds - start));
    thirds += at(1 / 3) + at(2 / 3);
    halves += at(1 / 2) + Math.max(at(1 / 4), at(3 / 4));
  });
  return thirds > 1.15 * halves;
};

const strengthNear = (envelope: Float32Array, framesPerSecond: number, timeSeconds: number): number => {
  const centre = Math.round(timeSeconds * framesPerSecond);
  return Math.max(...[-4, -2, 0, 2, 4].map((d) => envelope[centre + d] ?? 0));
};

/** All positions of the beat divided in two or three, the beats themselves included. */
const planSubdivision = (map: BeatMap, features: MusicFeatures): TimedStrength[] => {
  const parts = isTernary(map, features) ? 3 : 2;
  const { all, framesPerSecond } = features.onsets;
  const strong = strongPeak(map.beats.map((beat) => strengthNear(all, framesPerSecond, beat.timeSeconds)));
  return map.beats.flatMap((beat, n) => {
    const next = map.beats[n + 1];
    const step = next ? (next.timeSeconds - beat.timeSeconds) / parts : 0;
    return Array.from({ length: next ? parts : 1 }, (_, k) => {
      const timeSeconds = beat.timeSeconds + k * step;
      const strength = strengthNear(all, framesPerSecond, timeSeconds) / Math.max(1e-9, strong);
      return { timeSeconds, strength: Math.min(1, strength) };
    });
  });
};

const ofLevel = (name: LevelName, map: BeatMap, features: MusicFeatures): readonly TimedStrength[] => {
  const { onsets } = features;
  switch (name) {
    case 'downbeat':
      return map.beats.filter((beat) => beat.number === 1);
    case 'beat':
      return map.beats;
    case 'subdivision':
      return planSubdivision(map, features);
    case 'section':
      return planSections(map, features);
    default:
      return planOnsets(onsets[name], onsets.framesPerSecond);
  }
};

/** The asked-for levels; empty lists where the song has no beats. */
export const planLevels = (names: readonly LevelName[], map: BeatMap, features: MusicFeatures): Level[] =>
  names.map((name) => {
    const items = map.reason ? [] : ofLevel(name, map, features);
    return {
      name,
      times: items.map((item) => item.timeSeconds),
      strength: items.map((item) => item.strength),
    };
  });
