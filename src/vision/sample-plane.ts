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
  /** `[output][count]` input positions, clamped to the plane. */
  readonly from: Int32Array;
  /** `[output][count]`, whole 4096ths, summing to 4096. */
  readonly weights: Int32Array;
  /** Input and output samples are equally far apart: all outputs have the same weights. */
  readonly isMove: boolean;
}

/** Keys' cubic kernel with a = -0.5 ("Cubic Convolution Interpolation", 1981): exact on parabolas, keeps edges crisp. */
const cubic = (x: number): number => {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
};

/** Rounded to whole parts that sum to `ONE`, the error going to the largest. */
const quantised = (weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const whole = weights.map((weight) => Math.round((weight * ONE) / sum));
  const largest = whole.indexOf(Math.max(...whole));
  whole[largest] = whole[largest]! + ONE - whole.reduce((total, weight) => total + weight, 0);
  return whole;
};

const planTaps = (
  [start, length]: readonly [number, number],
  inputLength: number,
  outputLength: number,
  siting: number,
): Taps => {
  const scale = length / outputLength;
  const isMove = Math.abs(scale - 1) < 1e-9;
  const isCopy = isMove && Math.abs(start - Math.round(start)) < 1e-6;
  const width = Math.max(1, scale);
  const count = isCopy ? 1 : Math.ceil(4 * width);
  const from = new Int32Array(outputLength * count);
  const weights = new Int32Array(outputLength * count);
  let row: readonly number[] | null = isCopy ? [ONE] : null;
  for (let i = 0; i < outputLength; i++) {
    const place = isMove ? i + start : (i + siting) * scale + start - siting;
    const first = isCopy ? Math.round(place) : Math.floor(place - 2 * width) + 1;
    if (!row || !isMove)
      row = quantised(Array.from({ length: count }, (_, k) => cubic((first + k - place) / width)));
    for (let k = 0; k < count; k++) {
      from[i * count + k] = Math.min(inputLength - 1, Math.max(0, first + k));
      weights[i * count + k] = row[k]!;
    }
  }
  return { count, from, weights, isMove };
};

const copyRow = ({ bytes, step }: ByteView, base: number, { from }: Taps, row: Uint8ClampedArray): void => {
  const last = row.length - 1;
  if (step === 1 && from[last] === from[0]! + last)
    row.set(bytes.subarray(base + from[0]!, base + from[0]! + row.length));
  else for (let x = 0; x <= last; x++) row[x] = bytes[base + from[x]! * step]!;
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
  const { count, from, weights } = taps;
  for (let x = 0, k = 0; x < row.length; x++) {
    let sum = ONE >> 1;
    for (let tap = 0; tap < count; tap++, k++) sum += weights[k]! * bytes[base + from[k]! * step]!;
    row[x] = sum >> 12;
  }
};

/** One row, resampled across. */
const sampleRow = (view: ByteView, y: number, taps: Taps, row: Uint8ClampedArray): void => {
  const base = view.offset + y * view.stride;
  const { count, from, isMove } = taps;
  if (count === 1) return copyRow(view, base, taps, row);
  const isClear = from[1]! === from[0]! + 1 && from.at(-1)! === from[0]! + row.length + 2;
  if (isMove && count === 4 && isClear) slideRow(view, base + from[0]! * view.step, taps, row);
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
  const rowAt = createRowCache(view, across, target.widthPx);
  for (let y = 0; y < target.heightPx; y++) {
    const at = target.offset + y * target.stride;
    const line = target.bytes.subarray(at, at + target.widthPx);
    const needed = down.from.subarray(y * down.count, (y + 1) * down.count);
    if (down.count === 1) line.set(rowAt(needed[0]!, needed[0]!));
    else {
      const rows = Array.from(needed, (row) => rowAt(row, needed[0]!));
      mixRows(rows, down.weights.subarray(y * down.count, (y + 1) * down.count), line);
    }
  }
};
