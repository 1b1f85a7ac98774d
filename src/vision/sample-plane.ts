/** One plane of 8-bit samples inside a larger buffer. */
export interface ByteView {
  readonly bytes: Uint8Array;
  readonly offset: number;
  /** Bytes from row to row. */
  readonly stride: number;
  /** 2 where two planes alternate byte by byte (chroma of NV12), else 1. */
  readonly step: 1 | 2;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Part of a plane, px; fractions are allowed, and it may reach over the rim, which is then repeated. */
export interface PlaneRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where samples sit inside their cell, 0..1: 0.5 in luma; chroma of MPEG-2 4:2:0 sits at 0.25 across and 0.5 down. */
export interface Siting {
  readonly x: number;
  readonly y: number;
}

const ONE = 1 << 12;

interface Taps {
  /** Taps of each output sample. */
  readonly count: number;
  /** First input position of each output sample; its taps follow one another. */
  readonly starts: Int32Array;
  /** `[output][count]`, whole 4096ths, summing to 4096. */
  readonly weights: Int32Array;
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
const STRONG_REDUCTION = 1.5;

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

const planTaps = (
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
  const weights = new Int32Array(outputLength * count);
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
      const at = i * count + Math.min(count - 1, Math.max(0, clampIndex(first + k, inputLength) - from));
      weights[at] = weights[at]! + row[k]!;
    }
  }
  return { count, starts, weights, scale, isSlide: isMove && isInside };
};

const copyRow = (
  { bytes, step }: ByteView,
  base: number,
  { starts, isSlide }: Taps,
  row: Uint8ClampedArray,
): void => {
  if (step === 1 && isSlide) row.set(bytes.subarray(base + starts[0]!, base + starts[0]! + row.length));
  else for (let x = 0; x < row.length; x++) row[x] = bytes[base + starts[x]! * step]!;
};

/** A move by a part of a pixel, away from the rim: four taps that slide along. Most of the time of a pan goes by here. */
const slideRow = (
  { bytes, step }: ByteView,
  start: number,
  { weights }: Taps,
  row: Uint8ClampedArray,
): void => {
  const [a, b, c, d] = [weights[0]!, weights[1]!, weights[2]!, weights[3]!];
  let [p, q, r] = [bytes[start]!, bytes[start + step]!, bytes[start + 2 * step]!];
  for (let x = 0, at = start + 3 * step; x < row.length; x++, at += step) {
    const s = bytes[at]!;
    row[x] = (a * p + b * q + c * r + d * s + (ONE >> 1)) >> 12;
    p = q;
    q = r;
    r = s;
  }
};

const mixRow = ({ bytes, step }: ByteView, base: number, taps: Taps, row: Uint8ClampedArray): void => {
  const { count, starts, weights } = taps;
  for (let x = 0, k = 0; x < row.length; x++) {
    let sum = ONE >> 1;
    for (let at = base + starts[x]! * step, end = k + count; k < end; k++, at += step)
      sum += weights[k]! * bytes[at]!;
    row[x] = sum >> 12;
  }
};

/** One row, resampled across. */
const sampleRow = (view: ByteView, y: number, taps: Taps, row: Uint8ClampedArray): void => {
  const base = view.offset + y * view.stride;
  if (taps.count === 1) copyRow(view, base, taps, row);
  else if (taps.isSlide && taps.count === 4) slideRow(view, base + taps.starts[0]! * view.step, taps, row);
  else mixRow(view, base, taps, row);
};

/** Keeps the rows that the rows below need too. */
const createRowCache = (view: ByteView, across: Taps, widthPx: number) => {
  const rows = new Map<number, Uint8ClampedArray>();
  return (y: number, oldest: number): Uint8ClampedArray => {
    let row = rows.get(y);
    if (row) return row;
    let spare: Uint8ClampedArray | null = null;
    for (const [key, old] of rows) {
      if (key >= oldest) continue;
      rows.delete(key);
      spare = old;
    }
    row = spare ?? new Uint8ClampedArray(widthPx);
    sampleRow(view, y, across, row);
    rows.set(y, row);
    return row;
  };
};

const mixRows = (
  rows: readonly Uint8ClampedArray[],
  weights: Int32Array,
  target: Uint8ClampedArray,
): void => {
  const sums = new Int32Array(target.length).fill(ONE >> 1);
  rows.forEach((row, k) => {
    const weight = weights[k]!;
    if (weight !== 0) for (let x = 0; x < sums.length; x++) sums[x] = sums[x]! + weight * row[x]!;
  });
  for (let x = 0; x < sums.length; x++) target[x] = sums[x]! >> 12;
};

/** Strong reduction down first: whole rows are summed in memory's order, and few are left to be read across. */
const shrinkPlane = (view: ByteView, across: Taps, down: Taps, target: PlaneTarget): void => {
  const { bytes, step } = view;
  const length = (view.widthPx - 1) * step + 1;
  const sums = new Int32Array(length);
  const mixed = { ...view, bytes: new Uint8Array(length), offset: 0, stride: length };
  for (let y = 0; y < target.heightPx; y++) {
    sums.fill(ONE >> 1);
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k]!;
      const from = view.offset + (down.starts[y]! + k) * view.stride;
      for (let x = 0; x < length; x++) sums[x] = sums[x]! + weight * bytes[from + x]!;
    }
    for (let x = 0; x < length; x++) mixed.bytes[x] = sums[x]! >> 12;
    const at = target.offset + y * target.stride;
    mixRow(mixed, 0, across, target.bytes.subarray(at, at + target.widthPx));
  }
};

export interface PlaneTarget {
  readonly bytes: Uint8ClampedArray;
  readonly offset: number;
  readonly stride: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Writes the part `rect` of a plane into `target`, cubic, widened on reduction so that nothing aliases. Whole-pixel moves are
 * plain copies, moves along one axis are filtered along that axis alone.
 */
export const samplePlane = (view: ByteView, rect: PlaneRect, target: PlaneTarget, siting: Siting): void => {
  const across = planTaps([rect.x, rect.width], view.widthPx, target.widthPx, siting.x);
  const down = planTaps([rect.y, rect.height], view.heightPx, target.heightPx, siting.y);
  if (Math.min(across.scale, down.scale) > STRONG_REDUCTION) {
    shrinkPlane(view, across, down, target);
    return;
  }
  const rowAt = createRowCache(view, across, target.widthPx);
  for (let y = 0; y < target.heightPx; y++) {
    const at = target.offset + y * target.stride;
    const line = target.bytes.subarray(at, at + target.widthPx);
    const first = down.starts[y]!;
    if (down.count === 1) line.set(rowAt(first, first));
    else {
      const rows = Array.from({ length: down.count }, (_, k) => rowAt(first + k, first));
      mixRows(rows, down.weights.subarray(y * down.count, (y + 1) * down.count), line);
    }
  }
};
