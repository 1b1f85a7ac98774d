/**
 * Look-ahead true-peak limiter, channels linked. The gain a peak needs is spread over the look-ahead by a
 * sliding minimum and two moving averages, so it is reached before the peak and never jumps; it comes back exponentially.
 */
import { createTruePeakEnvelope, TRUE_PEAK_DELAY } from './true-peak';

const LOOK_AHEAD_SECONDS = 0.005;
const RELEASE_SECONDS = 0.08;
/** Interpolated peaks of a signal whose gain moves can come out a hair higher than each sample's own. */
const SAFETY_DB = 0.05;

/** Sliding minimum over the last `length` values (monotonic queue in a ring). */
const createSlidingMinimum = (length: number) => {
  const size = length + 1;
  const values = new Float64Array(size);
  const times = new Float64Array(size);
  let head = 0;
  let held = 0;
  let now = 0;
  const wrap = (place: number): number => (place >= size ? place - size : place);
  return (value: number): number => {
    while (held > 0 && values[wrap(head + held - 1)]! >= value) held--;
    const tail = wrap(head + held);
    values[tail] = value;
    times[tail] = now;
    held++;
    if (times[head]! <= now - length) {
      head = wrap(head + 1);
      held--;
    }
    now++;
    return values[head]!;
  };
};

/** Moving average of the last `length` values, starting from all ones. Re-summed each lap against drift. */
const createMovingAverage = (length: number) => {
  const ring = new Float64Array(length).fill(1);
  let at = 0;
  let sum = length;
  return (value: number): number => {
    sum += value - ring[at]!;
    ring[at] = value;
    if (++at === length) {
      at = 0;
      sum = 0;
      for (let n = 0; n < length; n++) sum += ring[n]!;
    }
    return sum / length;
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
  const release = Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz));
  const envelopes = Array.from({ length: channels }, createTruePeakEnvelope);
  const delays = Array.from({ length: channels }, () => createDelay(delayFrames));
  // One longer than the averages together, so that a peak's own instant is wholly inside both.
  const minimum = createSlidingMinimum(2 * half + 1);
  const first = createMovingAverage(half);
  const second = createMovingAverage(half);
  let recovering = 1;
  let restFrames = Infinity;

  const nextGain = (needed: number): number => {
    const lowest = minimum(needed);
    recovering = Math.min(lowest, 1 - (1 - recovering) * release);
    return second(first(recovering));
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
      const gain = new Float32Array(count).fill(1);
      for (let n = 0; n < count; n++) {
        const quiet = envelope[n]! <= ceiling;
        restFrames = quiet ? restFrames + 1 : 0;
        // Long after the last peak everything is 1 and stays 1.
        if (quiet && restFrames > delayFrames && recovering > 1 - 1e-7) continue;
        gain[n] = nextGain(quiet ? 1 : ceiling / envelope[n]!);
      }
      for (const channel of output) {
        for (let n = 0; n < count; n++) channel[n]! *= gain[n]!;
      }
      return { channels: output, gain };
    },
  };
};
