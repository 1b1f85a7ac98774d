import type { BeatActivations, DecodedBeat } from '../../dsp/bar-decoding';

/** Tempi either side of the estimate that are tried, and the share of the beats' activity a grid must reach. */
const SEARCH_SHARE = 0.012;
const STEADY_SHARE = 0.85;
const FEWEST_BEATS = 24;
/** The estimate averages over this many beats. */
const STRIDE_BEATS = 16;
/** The grid is fitted to at most this much of a long song. */
const MOST_BEATS = 1500;

/** Largest activation within one frame of `frame`. */
const activityNear = (beat: Float32Array, frame: number): number => {
  const at = Math.round(frame);
  return Math.max(beat[at - 1] ?? 0, beat[at] ?? 0, beat[at + 1] ?? 0);
};

const middleOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * The beat interval, in frames, of a song that keeps one tempo as machines do; `null` for any other. Such a song is
 * told by a grid of constant interval that meets nearly as much activity as the decoded beats, which may wander.
 */
export const planSteadyInterval = (
  activations: BeatActivations,
  decoded: readonly DecodedBeat[],
): number | null => {
  const beats = decoded.slice(0, MOST_BEATS);
  if (beats.length < FEWEST_BEATS) return null;
  const { beat } = activations;
  const strides = beats.slice(STRIDE_BEATS).map((item, n) => (item.frame - beats[n]!.frame) / STRIDE_BEATS);
  const estimate = middleOf(strides);
  const from = beats[0]!.frame;
  const to = beats.at(-1)!.frame;
  const count = Math.floor((to - from) / estimate);
  const step = 0.5 / count;
  let best = { interval: estimate, activity: 0 };
  for (
    let interval = estimate * (1 - SEARCH_SHARE);
    interval <= estimate * (1 + SEARCH_SHARE);
    interval += step
  ) {
    const activity = gridActivity(beat, { from, to, interval });
    if (activity > best.activity) best = { interval, activity };
  }
  const reached = beats.reduce((sum, item) => sum + activityNear(beat, item.frame), 0) / beats.length;
  return best.activity >= STEADY_SHARE * reached ? best.interval : null;
};

/** Mean activity on the best phase of a grid. */
const gridActivity = (
  beat: Float32Array,
  grid: { readonly from: number; readonly to: number; readonly interval: number },
): number => {
  let best = 0;
  for (let phase = 0; phase < grid.interval; phase += 2) {
    let sum = 0;
    let count = 0;
    for (let frame = grid.from + phase; frame <= grid.to; frame += grid.interval) {
      sum += activityNear(beat, frame);
      count++;
    }
    best = Math.max(best, sum / Math.max(1, count));
  }
  return best;
};
