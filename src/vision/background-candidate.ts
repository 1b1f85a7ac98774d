import type { SourceMap } from './background-trace';
import { HIDDEN, RIM, type FrameRoles } from './frame-roles';
import type { PlanarCrop } from './planar-crop';
import { pullPush } from './pull-push';

/** What may lie behind the hidden pixels of one frame. Only hidden pixels that have a source are meaningful. */
export interface Candidate {
  readonly y: Uint8Array<ArrayBuffer>;
  readonly u: Uint8Array<ArrayBuffer>;
  readonly v: Uint8Array<ArrayBuffer>;
  /** Expected error in code values, judged by the rim; `NO_SOURCE` where there is none. */
  readonly error: Uint8Array<ArrayBuffer>;
  /** Frames between this one and the source, at most 255. */
  readonly distance: Uint8Array<ArrayBuffer>;
}

export const NO_SOURCE = 255;
/** Besides a change of light of the whole, a rim that is off by more (code values) says "wrong place". */
const MAX_LOCAL_CHANGE = 24;
/** Channels of the rim's differences: luma, both colours, and the size of the luma difference. */
const CHANNELS = 4;

const sample = (plane: Uint8Array, widthPx: number, x: number, y: number): number => {
  const heightPx = plane.length / widthPx;
  const ix = Math.min(widthPx - 1, Math.floor(x));
  const iy = Math.min(heightPx - 1, Math.floor(y));
  const i = iy * widthPx + ix;
  const right = ix + 1 < widthPx ? 1 : 0;
  const below = iy + 1 < heightPx ? widthPx : 0;
  const upper = plane[i]! + (x - ix) * (plane[i + right]! - plane[i]!);
  const lower = plane[i + below]! + (x - ix) * (plane[i + below + right]! - plane[i + below]!);
  return upper + (y - iy) * (lower - upper);
};

export interface CandidateFrame extends FrameRoles {
  readonly index: number;
  readonly crop: PlanarCrop;
}

/** Colour plane index of a luma pixel, or -1 when another luma pixel speaks for it. */
export const chromaIndex = ({ widthPx, chromaStep }: PlanarCrop, place: number): number => {
  if (chromaStep === 1) return place;
  const x = place % widthPx;
  const y = (place - x) / widthPx;
  return x % 2 || y % 2 ? -1 : (y >> 1) * (widthPx >> 1) + (x >> 1);
};

type Planes = Pick<Candidate, 'y' | 'u' | 'v'>;

const readMapped = (
  { crop, places }: CandidateFrame,
  map: SourceMap,
  sourceOf: (frame: number) => PlanarCrop,
): Planes => {
  const { widthPx, chromaStep } = crop;
  const chromaWidth = widthPx / chromaStep;
  const raw = {
    y: new Uint8Array(crop.y.length),
    u: new Uint8Array(crop.u.length),
    v: new Uint8Array(crop.v.length),
  };
  for (const place of places) {
    if (map.frame[place]! < 0) continue;
    const source = sourceOf(map.frame[place]!);
    const x = map.x[place]!;
    const y = map.y[place]!;
    raw.y[place] = sample(source.y, widthPx, x, y) + 0.5;
    const chroma = chromaIndex(crop, place);
    if (chroma < 0) continue;
    raw.u[chroma] = sample(source.u, chromaWidth, x / chromaStep, y / chromaStep) + 0.5;
    raw.v[chroma] = sample(source.v, chromaWidth, x / chromaStep, y / chromaStep) + 0.5;
  }
  return raw;
};

/** Half-size cell of a pixel. */
export const cellOf = (widthPx: number, place: number): number => {
  const x = place % widthPx;
  return (((place - x) / widthPx) >> 1) * (widthPx >> 1) + (x >> 1);
};

/** Differences of the rim to the picture, summed over half-size cells. */
const sumRim = ({ crop, roles, places }: CandidateFrame, map: SourceMap, raw: Planes) => {
  const cells = (crop.widthPx >> 1) * (crop.heightPx >> 1);
  const sums = new Float32Array(cells * CHANNELS);
  const counts = new Float32Array(cells);
  const chromaCounts = new Float32Array(cells);
  for (const place of places) {
    if (roles[place] !== RIM || map.frame[place]! < 0) continue;
    const cell = cellOf(crop.widthPx, place);
    const to = cell * CHANNELS;
    sums[to] = sums[to]! + crop.y[place]! - raw.y[place]!;
    counts[cell] = counts[cell]! + 1;
    const chroma = chromaIndex(crop, place);
    if (chroma < 0) continue;
    sums[to + 1] = sums[to + 1]! + crop.u[chroma]! - raw.u[chroma]!;
    sums[to + 2] = sums[to + 2]! + crop.v[chroma]! - raw.v[chroma]!;
    chromaCounts[cell] = chromaCounts[cell]! + 1;
  }
  return { sums, counts, chromaCounts };
};

const medianOf = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Cells that hold all places, on whole multiples of `ALIGN_CELLS`, so that coarser and coarser cells stay the same ones. */
const ALIGN_CELLS = 16;

interface CellBox {
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

const boxOf = ({ crop, places }: CandidateFrame): CellBox => {
  const [columns, rows] = [crop.widthPx >> 1, crop.heightPx >> 1];
  let [left, right] = [columns - 1, 0];
  for (const place of places) {
    const x = (place % crop.widthPx) >> 1;
    if (x < left) left = x;
    if (x > right) right = x;
  }
  const rowOf = (place: number) => Math.floor(place / crop.widthPx) >> 1;
  const floor = (cell: number) => cell - (cell % ALIGN_CELLS);
  const ceil = (cell: number, most: number) => Math.min(most, floor(cell + ALIGN_CELLS));
  const [x, y] = [floor(left), floor(rowOf(places[0]!))];
  const bottom = ceil(rowOf(places.at(-1)!), rows);
  return { left: x, top: y, widthPx: ceil(right, columns) - x, heightPx: bottom - y };
};

/** Copies a part of the cells out of, or back into, all of them. */
const moveCells = (
  all: Float32Array,
  part: Float32Array,
  box: CellBox,
  layout: readonly [number, number, boolean],
) => {
  const [columns, channels, isOut] = layout;
  const length = box.widthPx * channels;
  for (let row = 0; row < box.heightPx; row++) {
    const at = ((box.top + row) * columns + box.left) * channels;
    if (isOut) part.set(all.subarray(at, at + length), row * length);
    else all.set(part.subarray(row * length, (row + 1) * length), at);
  }
};

/** Fills the cells smoothly inside the box of the places, outside which nobody looks. */
const spreadCells = (frame: CandidateFrame, sums: Float32Array, weights: Float32Array): Float32Array => {
  if (frame.places.length === 0) return sums;
  const box = boxOf(frame);
  const columns = frame.crop.widthPx >> 1;
  const cells = box.widthPx * box.heightPx;
  const values = new Float32Array(cells * CHANNELS);
  const known = new Float32Array(cells);
  moveCells(sums, values, box, [columns, CHANNELS, true]);
  moveCells(weights, known, box, [columns, 1, true]);
  const filled = pullPush({ ...box, channels: CHANNELS, values, weights: known });
  moveCells(sums, filled, box, [columns, CHANNELS, false]);
  return sums;
};

/** Spreads what the rim is off by over the hidden pixels: half-size, interleaved. */
const spreadRim = (frame: CandidateFrame, map: SourceMap, raw: Planes): Float32Array => {
  const { sums, counts, chromaCounts } = sumRim(frame, map, raw);
  const known: number[] = [];
  for (let cell = 0; cell < counts.length; cell++)
    if (counts[cell]! > 0) known.push(sums[cell * CHANNELS]! / counts[cell]!);
  const light = medianOf(known);
  const near = (value: number, middle: number) =>
    Math.min(middle + MAX_LOCAL_CHANGE, Math.max(middle - MAX_LOCAL_CHANGE, value));
  const weights = new Float32Array(counts.length);
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell]! === 0) continue;
    const to = cell * CHANNELS;
    const off = sums[to]! / counts[cell]!;
    const chromaCount = Math.max(1, chromaCounts[cell]!);
    sums[to] = near(off, light);
    sums[to + 1] = near(sums[to + 1]! / chromaCount, 0);
    sums[to + 2] = near(sums[to + 2]! / chromaCount, 0);
    sums[to + 3] = Math.abs(off - light);
    weights[cell] = 1;
  }
  return spreadCells(frame, sums, weights);
};

const toByte = (value: number): number => Math.min(255, Math.max(0, value + 0.5));

/**
 * Reads the mapped colours and corrects them so that they meet the seen rim without a seam: the difference on the rim
 * is spread smoothly over the hidden pixels (membrane interpolation; Farbman et al., "Coordinates for Instant Image
 * Cloning", 2009, by pull-push instead of coordinates).
 */
export const readCandidate = (
  frame: CandidateFrame,
  map: SourceMap,
  sourceOf: (frame: number) => PlanarCrop,
): Candidate => {
  const { crop, roles, places, index } = frame;
  const raw = readMapped(frame, map, sourceOf);
  const spread = spreadRim(frame, map, raw);
  const error = new Uint8Array(crop.y.length).fill(NO_SOURCE);
  const distance = new Uint8Array(crop.y.length);
  for (const place of places) {
    if (roles[place] !== HIDDEN || map.frame[place]! < 0) continue;
    const from = cellOf(crop.widthPx, place) * CHANNELS;
    raw.y[place] = toByte(raw.y[place]! + spread[from]!);
    error[place] = Math.min(NO_SOURCE - 1, spread[from + 3]! + 0.5);
    distance[place] = Math.min(255, Math.abs(map.frame[place]! - index));
    const chroma = chromaIndex(crop, place);
    if (chroma < 0) continue;
    raw.u[chroma] = toByte(raw.u[chroma]! + spread[from + 1]!);
    raw.v[chroma] = toByte(raw.v[chroma]! + spread[from + 2]!);
  }
  return { ...raw, error, distance };
};
