const VECTOR_WORDS = 8;
/** Weights are whole parts of this. */
export const ONE = 1 << 12;
export const ONE_BITS = 12;

/** For each output sample along one axis, the input samples it is made of. */
export interface Taps {
  /** Taps of each output sample that count. */
  readonly count: number;
  /** The same rounded up, so that rows of weights are whole vectors: the rest are zeros. */
  readonly padded: number;
  /** First input position of each output sample; its taps follow one another. */
  readonly starts: Int32Array<ArrayBuffer>;
  /** `[output][padded]`, whole 4096ths, summing to 4096. */
  readonly weights: Int16Array<ArrayBuffer>;
  /** Input samples per output sample. */
  readonly scale: number;
  /** Input and output samples are equally far apart and none is at the rim: all outputs have the same weights. */
  readonly isSlide: boolean;
}

/** Keys' cubic kernel with a = -0.5 ("Cubic Convolution Interpolation", 1981): exact on parabolas, keeps edges crisp. */
const cubic = (x: number): number => {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
};

/** For strong reduction, where crispness comes by itself and half the taps do. */
const triangle = (x: number): number => Math.max(0, 1 - Math.abs(x));
export const STRONG_REDUCTION = 1.5;

/** Rounded to whole parts that sum to `ONE`, the error going to the largest. */
const quantised = (weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const whole = weights.map((weight) => Math.round((weight * ONE) / sum));
  const largest = whole.indexOf(Math.max(...whole));
  whole[largest] = whole[largest]! + ONE - whole.reduce((total, weight) => total + weight, 0);
  return whole;
};

const clampIndex = (index: number, length: number): number => Math.min(length - 1, Math.max(0, index));

/** Kernel of a scale: its shape, and how many taps it needs. */
const planKernel = (scale: number, isCopy: boolean) => {
  if (isCopy) return { count: 1, at: () => 1, first: (place: number) => Math.round(place) };
  const width = Math.max(1, scale);
  const [radius, shape] = scale > STRONG_REDUCTION ? [1, triangle] : [2, cubic];
  return {
    count: Math.ceil(2 * radius * width),
    at: (distance: number) => shape(distance / width),
    first: (place: number) => Math.floor(place - radius * width) + 1,
  };
};

/** Taps for the stretch `start`, `length` of the input, px; `siting` is where samples sit inside their cell. */
export const planTaps = (
  [start, length]: readonly [number, number],
  inputLength: number,
  outputLength: number,
  siting: number,
): Taps => {
  const scale = length / outputLength;
  const isMove = Math.abs(scale - 1) < 1e-9;
  const kernel = planKernel(scale, isMove && Math.abs(start - Math.round(start)) < 1e-6);
  const count = Math.min(kernel.count, inputLength);
  const starts = new Int32Array(outputLength);
  const padded = Math.ceil(count / VECTOR_WORDS) * VECTOR_WORDS;
  const weights = new Int16Array(outputLength * padded);
  let row: readonly number[] | null = null;
  let isInside = true;
  for (let i = 0; i < outputLength; i++) {
    const place = isMove ? i + start : (i + siting) * scale + start - siting;
    const first = kernel.first(place);
    if (!row || !isMove)
      row = quantised(Array.from({ length: kernel.count }, (_, k) => kernel.at(first + k - place)));
    const from = Math.min(inputLength - count, Math.max(0, first));
    starts[i] = from;
    isInside &&= from === first && kernel.count === count;
    // Taps beyond the rim count for the last sample inside.
    for (let k = 0; k < row.length; k++) {
      const at = i * padded + Math.min(count - 1, Math.max(0, clampIndex(first + k, inputLength) - from));
      weights[at] = weights[at]! + row[k]!;
    }
  }
  return { count, padded, starts, weights, scale, isSlide: isMove && isInside };
};

/** Taps that give every output sample the mean of the stretch of input it stands for; for reduction. */
export const planMeanTaps = (inputLength: number, outputLength: number): Taps => {
  const scale = inputLength / outputLength;
  const count = Math.min(inputLength, scale === 1 ? 1 : Math.ceil(scale) + 1);
  const padded = Math.ceil(count / VECTOR_WORDS) * VECTOR_WORDS;
  const starts = new Int32Array(outputLength);
  const weights = new Int16Array(outputLength * padded);
  for (let i = 0; i < outputLength; i++) {
    const [from, to] = [i * scale, (i + 1) * scale];
    const first = Math.min(inputLength - count, Math.floor(from + 1e-9));
    const overlap = (k: number) => Math.max(0, Math.min(to, first + k + 1) - Math.max(from, first + k));
    starts[i] = first;
    weights.set(quantised(Array.from({ length: count }, (_, k) => overlap(k))), i * padded);
  }
  return { count, padded, starts, weights, scale, isSlide: scale === 1 };
};
