import { pickPeaks } from '../../dsp/peak-picking';
import { ONSETS_PER_SECOND, type Sound } from './hear-sound';
import type { Choices } from './plan-choices';
import type { Selected } from './plan-selection';

/** How sharply the bonus of an onset falls off, seconds. */
const ON_BEAT_SECONDS = 0.03;
/** What a cut on the strongest onset is worth, on the scale of a segment's value (about 0.2). */
const ON_BEAT_GAIN = 0.25;
const PEAKS = { radiusFrames: 6, meanFrames: 40, delta: 0.02 } as const;

/** The liveliest stretch of the sound track of this length, starting on an onset. Seconds. */
export const planMusicStart = ({ onsets, durationSeconds }: Sound, lengthSeconds: number): number => {
  const count = Math.round(lengthSeconds * ONSETS_PER_SECOND);
  if (durationSeconds <= lengthSeconds || onsets.length <= count) return 0;
  const sums = new Float64Array(onsets.length + 1);
  onsets.forEach((value, i) => {
    sums[i + 1] = sums[i]! + value;
  });
  const starts = pickPeaks(onsets, PEAKS).filter(({ frame }) => frame + count <= onsets.length);
  const best = starts.reduce<{ readonly frame: number; readonly sum: number } | null>((top, { frame }) => {
    const sum = sums[frame + count]! - sums[frame]!;
    return top && top.sum >= sum ? top : { frame, sum };
  }, null);
  // A little ahead of the onset, so that its attack is whole.
  return best ? Math.max(0, best.frame / ONSETS_PER_SECOND - 0.03) : 0;
};

/** Worth of cutting after `seconds` of the stretch that starts at `startSeconds`: 0 .. `ON_BEAT_GAIN`. */
export const planCutGains = (
  { onsets }: Sound,
  startSeconds: number,
  times: { readonly unitSeconds: number; readonly totalUnits: number },
): Float64Array => {
  const gains = new Float64Array(times.totalUnits + 1);
  const endSeconds = startSeconds + times.totalUnits * times.unitSeconds;
  const peaks = pickPeaks(onsets, PEAKS)
    .map(({ position, value }) => ({ seconds: position / ONSETS_PER_SECOND, value }))
    .filter(({ seconds }) => seconds > startSeconds && seconds < endSeconds);
  const top = Math.max(1e-9, ...peaks.map(({ value }) => value));
  gains.forEach((_, t) => {
    const at = startSeconds + t * times.unitSeconds;
    for (const { seconds, value } of peaks) {
      const gain = ON_BEAT_GAIN * (value / top) * Math.exp(-(((seconds - at) / ON_BEAT_SECONDS) ** 2));
      gains[t] = Math.max(gains[t]!, gain);
    }
  });
  return gains;
};

/**
 * Lengths of the selected segments, in the order they are shown, that fill `cutGains.length - 1` units exactly and put
 * the cuts between them where they gain most. Exact, by dynamic programming over the place of each cut. `null` when
 * nothing fits.
 */
export const planCutLengths = (
  selected: readonly Selected[],
  choices: readonly Choices[],
  cutGains: Float64Array,
): readonly Selected[] | null => {
  const total = cutGains.length - 1;
  let best = new Float64Array(total + 1).fill(Number.NEGATIVE_INFINITY);
  best[0] = 0;
  const taken = selected.map(() => new Uint16Array(total + 1));
  selected.forEach(({ room }, i) => {
    const next = new Float64Array(total + 1).fill(Number.NEGATIVE_INFINITY);
    const isLast = i === selected.length - 1;
    choices[room]!.value.forEach((value, k) => {
      if (value === Number.NEGATIVE_INFINITY) return;
      for (let t = k; t <= total; t++) {
        const sum = best[t - k]! + value + (isLast ? 0 : cutGains[t]!);
        if (sum > next[t]!) [next[t], taken[i]![t]] = [sum, k];
      }
    });
    best = next;
  });
  if (best[total] === Number.NEGATIVE_INFINITY) return null;
  let left = total;
  return selected
    .map((one, i) => ({ one, i }))
    .toReversed()
    .map(({ one, i }) => {
      const units = taken[i]![left]!;
      left -= units;
      return { ...one, units };
    })
    .toReversed();
};
