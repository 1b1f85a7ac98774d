import type { PacketSize } from '../../media/read-packet-sizes';
import { PLATE_FRAMES } from './plan-segments';

const MAX_SAMPLES = 40;
/** About this many frames are decoded to look at the samples: a third of a second of 1080p on a laptop. */
const MAX_DECODED = 100;
/** A frame of this share of a keyframe's bytes shows a new picture, though decoding can not begin there. */
const NEW_PICTURE = 0.7;

/** Moments from which a picture is built on: keyframes, and frames as large as one. */
const startsOf = (coded: readonly PacketSize[]): readonly number[] => {
  const sizes = coded.filter(({ isKey }) => isKey).map(({ bytes }) => bytes);
  const keyBytes = sizes.toSorted((a, b) => a - b)[sizes.length >> 1] ?? Infinity;
  return coded
    .filter(({ isKey, bytes }) => isKey || bytes >= NEW_PICTURE * keyBytes)
    .map((one) => one.timeSeconds);
};

interface Sample {
  /** Where decoding on to it begins. */
  readonly from: number;
  readonly timeSeconds: number;
}

const lastUpTo = (ascending: readonly number[], timeSeconds: number): number =>
  ascending.findLast((start) => start <= timeSeconds) ?? ascending[0]!;

/** Seconds that are decoded to reach all samples: to the last one behind each start. */
const secondsDecoded = (samples: readonly Sample[]): number => {
  const reach = new Map<number, number>();
  for (const { from, timeSeconds } of samples) reach.set(from, timeSeconds - from);
  return [...reach.values()].reduce((sum, seconds) => sum + seconds, 0);
};

/**
 * Up to 40 moments, about one a second, inside the clip; at least as many as a plate is made of. Where a look at them all
 * would decode too much, they move towards the keyframes before them. `coded`: the clip's coded frames in order of
 * showing, empty where they are not known.
 */
export const planSampleTimes = (
  startSeconds: number,
  durationSeconds: number,
  coded: readonly PacketSize[],
): readonly number[] => {
  const count = Math.min(MAX_SAMPLES, Math.max(PLATE_FRAMES, Math.round(durationSeconds)));
  const times = Array.from({ length: count }, (_, i) => startSeconds + (durationSeconds * (i + 0.5)) / count);
  const starts = startsOf(coded);
  if (starts.length === 0 || durationSeconds <= 0) return times;
  const samples = times.map((timeSeconds) => ({ from: lastUpTo(starts, timeSeconds), timeSeconds }));
  const decoded = (secondsDecoded(samples) * coded.length) / durationSeconds;
  const reach = Math.min(1, MAX_DECODED / Math.max(1, decoded));
  return samples.map(({ from, timeSeconds }) => from + reach * (timeSeconds - from));
};
