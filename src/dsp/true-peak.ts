/**
 * True peak after ITU-R BS.1770-4 annex 2: 4x oversampling by a polyphase FIR. The annex allows any
 * interpolator at least as good as its 12-tap example; this one has 16 taps a phase.
 */
const PHASES = 4;
const TAPS = 16;
/** Kaiser shape: about 80 dB of stop band. */
const KAISER_BETA = 7.5;
/** Blocks are skipped in pieces of this many samples where they cannot matter. */
const PIECE = 32;

/** Samples by which the interpolated envelope trails the input. */
export const TRUE_PEAK_DELAY = TAPS / 2;

const besselI0 = (x: number): number => {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 40; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

/** `phases[p][t]`: weight of x[n - t] for the instant n - TAPS/2 + p/4. Phase 0 is the sample itself. */
const phases: readonly Float64Array[] = Array.from({ length: PHASES }, (_, p) =>
  Float64Array.from({ length: TAPS }, (_unused, t) => {
    const x = t - TAPS / 2 + p / PHASES;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const edge = x / (TAPS / 2);
    return (sinc * besselI0(KAISER_BETA * Math.sqrt(Math.max(0, 1 - edge * edge)))) / besselI0(KAISER_BETA);
  }),
);
/** The three instants between samples, tap by tap: `[tap * 3 + phase - 1]`. */
const between = Float64Array.from({ length: TAPS * 3 }, (_, i) => phases[(i % 3) + 1]![Math.floor(i / 3)]!);

/** No interpolated value is larger than this times the largest sample near it. */
export const TRUE_PEAK_BOUND = Math.max(
  ...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)),
);

/** Largest magnitude of the four instants from sample `at - TRUE_PEAK_DELAY` of `x` on. */
const peakAt = (x: Float32Array, at: number): number => {
  let a = 0;
  let b = 0;
  let c = 0;
  for (let t = 0, w = 0; t < TAPS; t++, w += 3) {
    const sample = x[at - t]!;
    a += between[w]! * sample;
    b += between[w + 1]! * sample;
    c += between[w + 2]! * sample;
  }
  return Math.max(Math.abs(x[at - TRUE_PEAK_DELAY]!), Math.abs(a), Math.abs(b), Math.abs(c));
};

const largest = (x: Float32Array, from: number, to: number): number => {
  let peak = 0;
  for (let n = from; n < to; n++) {
    const magnitude = x[n]! < 0 ? -x[n]! : x[n]!;
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
};

/** Streaming view of one channel with the history the interpolator needs. */
const createWindow = () => {
  let buffer = new Float32Array(TAPS);
  return (block: Float32Array): Float32Array => {
    const joined = new Float32Array(TAPS + block.length);
    joined.set(buffer.subarray(buffer.length - TAPS));
    joined.set(block, TAPS);
    buffer = joined;
    return joined;
  };
};

/**
 * Raises `envelope[n]` to the true-peak magnitude of `block` around sample n - TRUE_PEAK_DELAY, wherever that can be
 * above `floor`; elsewhere `envelope` is left alone. Linked channels share one envelope.
 */
export const createTruePeakEnvelope = () => {
  const window = createWindow();
  return (block: Float32Array, envelope: Float32Array, floor: number): void => {
    const x = window(block);
    for (let from = 0; from < block.length; from += PIECE) {
      const to = Math.min(block.length, from + PIECE);
      if (largest(x, from, to + TAPS) * TRUE_PEAK_BOUND <= floor) continue;
      for (let n = from; n < to; n++) {
        const peak = peakAt(x, n + TAPS);
        if (peak > envelope[n]!) envelope[n] = peak;
      }
    }
  };
};

/** Streaming meter over all channels. The last few samples count once `finish` has been called. */
export const createTruePeakMeter = (channels: number) => {
  const windows = Array.from({ length: channels }, createWindow);
  let peak = 0;
  const addChannel = (window: ReturnType<typeof createWindow>, block: Float32Array): void => {
    const x = window(block);
    for (let from = 0; from < block.length; from += PIECE) {
      const to = Math.min(block.length, from + PIECE);
      if (largest(x, from, to + TAPS) * TRUE_PEAK_BOUND <= peak) continue;
      for (let n = from; n < to; n++) peak = Math.max(peak, peakAt(x, n + TAPS));
    }
  };
  const add = (block: readonly Float32Array[]): void => {
    for (const [c, window] of windows.entries()) addChannel(window, block[c]!);
  };
  return {
    add,
    /** Linear; flushes the interpolator with silence. */
    finish: (): number => {
      add(windows.map(() => new Float32Array(TAPS)));
      return peak;
    },
  };
};
