/**
 * Look-ahead true-peak limiter, channels linked. The gain a peak needs is spread over the look-ahead by a
 * sliding minimum and two moving averages, so it is reached before the peak and never jumps; it comes back exponentially.
 */
import { createTruePeakEnvelope, TRUE_PEAK_DELAY } from './true-peak';

const LOOK_AHEAD_SECONDS = 0.005;
const RELEASE_SECONDS = 0.08;
/** Stretches this long are skipped together where nothing is to be limited. */
const RUN_FRAMES = 512;
/** Interpolated peaks of a signal whose gain moves can come out a hair higher than each sample's own. */
const SAFETY_DB = 0.05;

/*
 * The three kernels below work in place on a run of values, with their state in locals for the loop: a closure's variables are
 * written back sample by sample, which is several times slower.
 */

/** Sliding minimum over the last `length` values (monotonic queue in a ring). */
const createSlidingMinimum = (length: number) => {
  const size = length + 1;
  const values = new Float64Array(size);
  const times = new Float64Array(size);
  const state = { head: 0, held: 0, now: 0 };
  return (run: Float64Array): void => {
    let { head, held, now } = state;
    for (let n = 0; n < run.length; n++, now++) {
      const value = run[n]!;
      let tail = head + held;
      if (tail >= size) tail -= size;
      while (held > 0) {
        const last = tail === 0 ? size - 1 : tail - 1;
        if (values[last]! < value) break;
        tail = last;
        held--;
      }
      values[tail] = value;
      times[tail] = now;
      held++;
      if (times[head]! <= now - length) {
        head = head + 1 === size ? 0 : head + 1;
        held--;
      }
      run[n] = values[head]!;
    }
    Object.assign(state, { head, held, now });
  };
};

/** Falls at once, comes back exponentially towards 1. */
const createRelease = (factor: number) => {
  let recovering = 1;
  return {
    isOver: () => recovering > 1 - 1e-7,
    process: (run: Float64Array): void => {
      let value = recovering;
      for (let n = 0; n < run.length; n++) {
        value = Math.min(run[n]!, 1 - (1 - value) * factor);
        run[n] = value;
      }
      recovering = value;
    },
  };
};

/** Moving average of the last `length` values, starting from all ones. Re-summed each lap against drift. */
const createMovingAverage = (length: number) => {
  const ring = new Float64Array(length).fill(1);
  const state = { at: 0, sum: length };
  return (run: Float64Array): void => {
    let { at, sum } = state;
    for (let n = 0; n < run.length; n++) {
      const value = run[n]!;
      sum += value - ring[at]!;
      ring[at] = value;
      if (++at === length) {
        at = 0;
        sum = 0;
        for (let i = 0; i < length; i++) sum += ring[i]!;
      }
      run[n] = sum / length;
    }
    Object.assign(state, { at, sum });
  };
};

const createDelay = (length: number) => {
  let held = new Float32Array(length);
  return (block: Float32Array): Float32Array<ArrayBuffer> => {
    const joined = new Float32Array(length + block.length);
    joined.set(held);
    joined.set(block, length);
    held = joined.slice(block.length);
    return joined.subarray(0, block.length);
  };
};

export interface LimiterOptions {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** dBTP. */
  readonly ceilingDb: number;
}

export const createLimiter = ({ sampleRateHz, channels, ceilingDb }: LimiterOptions) => {
  const half = Math.max(1, Math.round((LOOK_AHEAD_SECONDS * sampleRateHz) / 2));
  const delayFrames = 2 * half + TRUE_PEAK_DELAY;
  const ceiling = 10 ** ((ceilingDb - SAFETY_DB) / 20);
  const envelopes = Array.from({ length: channels }, createTruePeakEnvelope);
  const delays = Array.from({ length: channels }, () => createDelay(delayFrames));
  // One longer than the averages together, so that a peak's own instant is wholly inside both.
  const minimum = createSlidingMinimum(2 * half + 1);
  const release = createRelease(Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz)));
  const first = createMovingAverage(half);
  const second = createMovingAverage(half);
  let restFrames = Infinity;

  /** Turns true peaks into gains, in place. Long after the last peak every gain is 1 and stays 1. */
  const toGains = (run: Float64Array): void => {
    let lastLoud = -1;
    for (let n = 0; n < run.length; n++) {
      const isLoud = run[n]! > ceiling;
      if (isLoud) lastLoud = n;
      run[n] = isLoud ? ceiling / run[n]! : 1;
    }
    const isAtRest = lastLoud < 0 && restFrames > delayFrames && release.isOver();
    restFrames = lastLoud < 0 ? restFrames + run.length : run.length - 1 - lastLoud;
    if (isAtRest) return;
    minimum(run);
    release.process(run);
    first(run);
    second(run);
  };

  return {
    /** Frames by which the output trails the input. */
    delayFrames,
    /**
     * Limits one planar block. `gain[n]` is the factor applied to output sample n. Feed `delayFrames` of
     * silence at the end to get the rest out.
     */
    process(block: readonly Float32Array[]) {
      const count = block[0]?.length ?? 0;
      const envelope = new Float32Array(count);
      for (const [c, follow] of envelopes.entries()) follow(block[c]!, envelope, ceiling);
      const output = delays.map((delay, c) => delay(block[c]!));
      const gains = Float64Array.from(envelope);
      for (let from = 0; from < count; from += RUN_FRAMES) toGains(gains.subarray(from, from + RUN_FRAMES));
      const gain = Float32Array.from(gains);
      for (const channel of output) {
        for (let n = 0; n < count; n++) channel[n]! *= gain[n]!;
      }
      return { channels: output, gain };
    },
  };
};
