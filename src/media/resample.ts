/** Zero crossings of the sinc on each side of the centre: 24 give over 90 dB of stop band with the window below. */
const ZERO_CROSSINGS = 24;
/** Kaiser window shape for about 90 dB (Kaiser & Schafer 1980: 0.1102 * (A - 8.7)). */
const KAISER_BETA = 0.1102 * (90 - 8.7);
/** Pass band edge as a share of the lower Nyquist frequency; the rest is the filter's slope. */
const PASS_BAND = 0.93;
/** Ratios with more phases than this are rounded to the nearest phase (error below -70 dB). */
const MAX_PHASES = 4096;

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** Modified Bessel function of the first kind, order 0, by its power series. */
const besselI0 = (x: number): number => {
  let [term, sum] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

interface PhaseTable {
  readonly phases: number;
  /** Taps per phase; tap `taps / 2 - 1` sits at or just before the output's position. */
  readonly taps: number;
  /** `[phase][tap]`, each phase sums to 1. */
  readonly weights: Float64Array;
}

const buildPhases = (fromHz: number, toHz: number, zeroCrossings: number): PhaseTable => {
  const phases = Math.min(MAX_PHASES, toHz / greatestCommonDivisor(fromHz, toHz));
  const cutoff = Math.min(1, toHz / fromHz) * PASS_BAND;
  const half = Math.ceil(zeroCrossings / cutoff);
  const taps = half * 2;
  const weights = new Float64Array(phases * taps);
  const scale = besselI0(KAISER_BETA);
  for (let phase = 0; phase < phases; phase++) {
    const row = weights.subarray(phase * taps, (phase + 1) * taps);
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - (half - 1) - phase / phases;
      const edge = Math.min(1, Math.abs(distance) / half);
      row[tap] = sinc(distance * cutoff) * (besselI0(KAISER_BETA * Math.sqrt(1 - edge * edge)) / scale);
    }
    const sum = row.reduce((total, weight) => total + weight, 0);
    row.forEach((weight, tap) => (row[tap] = weight / sum));
  }
  return { phases, taps, weights };
};

const joinPlanes = (
  planes: readonly Float32Array[],
  added: readonly Float32Array[],
): Float32Array<ArrayBuffer>[] =>
  planes.map((plane, channel) => {
    const extra = added[channel] ?? new Float32Array(added[0]?.length ?? 0);
    const joined = new Float32Array(plane.length + extra.length);
    joined.set(plane);
    joined.set(extra, plane.length);
    return joined;
  });

/** Input index and filter phase of output `n`, as one number: `index * phases + phase`. */
const createPositions = (fromHz: number, toHz: number, phases: number) => {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const from = fromHz / divisor;
  const to = toHz / divisor;
  return (output: number): number => {
    const scaled = output * from;
    const index = Math.floor(scaled / to);
    return index * phases + Math.round(((scaled - index * to) * phases) / to);
  };
};

/** Inner product of a filter phase with samples. Four sums side by side do not wait for each other. */
const applyPhase = (
  { weights, taps }: PhaseTable,
  phase: number,
  plane: Float32Array,
  start: number,
): number => {
  const row = phase * taps;
  const whole = taps - (taps % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let tap = 0; tap < whole; tap += 4) {
    a += weights[row + tap]! * plane[start + tap]!;
    b += weights[row + tap + 1]! * plane[start + tap + 1]!;
    c += weights[row + tap + 2]! * plane[start + tap + 2]!;
    d += weights[row + tap + 3]! * plane[start + tap + 3]!;
  }
  for (let tap = whole; tap < taps; tap++) a += weights[row + tap]! * plane[start + tap]!;
  return a + b + (c + d);
};

/** Streaming change of sample rate for planar audio. Output sample `n` lies exactly at input time `n / toHz`. */
export interface Resampler {
  /** Takes a block (equal lengths) and returns all output that it completes. */
  push(channels: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer>[];
  /** The rest, up to the length that corresponds to the input's; afterwards the resampler is spent. */
  flush(): Float32Array<ArrayBuffer>[];
}

/**
 * Windowed-sinc polyphase interpolation; memory is one block plus the filter's length. Fewer `zeroCrossings` are faster and
 * leave a wider slope: for what is only measured, not heard.
 */
export const createResampler = (
  fromHz: number,
  toHz: number,
  channelCount: number,
  zeroCrossings = ZERO_CROSSINGS,
): Resampler => {
  const table = buildPhases(fromHz, toHz, zeroCrossings);
  const { phases, taps } = table;
  const positionOf = createPositions(fromHz, toHz, phases);
  const lead = taps / 2 - 1;
  const indexOf = (output: number): number => Math.floor(positionOf(output) / phases);
  // Inputs still needed, starting at absolute input index `firstIndex`; zeros stand before the first sample.
  let pending = Array.from({ length: channelCount }, () => new Float32Array(lead));
  let firstIndex = -lead;
  let received = 0;
  let produced = 0;

  const convolve = (plane: Float32Array, count: number): Float32Array<ArrayBuffer> => {
    const output = new Float32Array(count);
    for (let n = 0; n < count; n++) {
      const position = positionOf(produced + n);
      const phase = position % phases;
      const start = (position - phase) / phases - lead - firstIndex;
      output[n] = applyPhase(table, phase, plane, start);
    }
    return output;
  };

  /** Outputs whose whole filter lies in what has been received (`limit` caps them at the end). */
  const drain = (limit: number): Float32Array<ArrayBuffer>[] => {
    const available = firstIndex + (pending[0]?.length ?? 0);
    let count = Math.max(0, Math.floor(((available - taps) * toHz) / fromHz) - produced);
    while (indexOf(produced + count) - lead + taps <= available) count++;
    count = Math.max(0, Math.min(count, limit - produced));
    const outputs = pending.map((plane) => convolve(plane, count));
    produced += count;
    const keepFrom = Math.min(Math.max(0, indexOf(produced) - lead - firstIndex), pending[0]?.length ?? 0);
    pending = pending.map((plane) => plane.slice(keepFrom));
    firstIndex += keepFrom;
    return outputs;
  };

  return {
    push: (channels) => {
      pending = joinPlanes(pending, channels);
      received += channels[0]?.length ?? 0;
      return drain(Infinity);
    },
    flush: () => {
      const total = Math.round((received * toHz) / fromHz);
      pending = joinPlanes(
        pending,
        Array.from({ length: channelCount }, () => new Float32Array(taps + 1)),
      );
      return drain(total);
    },
  };
};
