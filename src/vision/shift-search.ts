import { createArena } from '../kernels/kernel-arena';
import { openShiftSearch } from '../kernels/shift-search';
import type { MotionLevel } from './motion-pyramid';

/** Whole-pixel shifts of the parts of a picture, in pixels of the level they were searched in. */
export interface TileShifts {
  readonly columns: number;
  readonly rows: number;
  readonly dx: Int8Array<ArrayBuffer>;
  readonly dy: Int8Array<ArrayBuffer>;
  /** The shift that explains most of the whole. */
  readonly main: { readonly dx: number; readonly dy: number };
}

/** Side of a tile, level pixels. */
export const TILE = 12;
/** Furthest shifts that are tried, level pixels. */
const REACH_X = 12;
const REACH_Y = 8;
const ACROSS = 2 * REACH_X + 1;
const DOWN = 2 * REACH_Y + 1;
/** Shifts of a row fill whole vectors; those over are summed too and never looked at. */
const ROW = Math.ceil(ACROSS / 4) * 4;
const SHIFTS = DOWN * ROW;
/** Share of what is seen that must be compared. */
const MIN_COMPARED = 0.3;
/** Fewer pixels say nothing. */
const MIN_PIXELS = 24;
/** Squared code values by which any other shift must be better than standing still, and a part's than the whole's. */
const NOISE = 2;
/** Longer shifts must explain more: squared code values a pixel. */
const LENGTH_COST = 0.15;

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** More pixels than this are thinned out: they say the same. */
const MAX_COMPARED = 1600;

interface Compared {
  /** Places of seen pixels, tile by tile. */
  readonly places: Int32Array<ArrayBuffer>;
  /** First of each tile's places, and the end of the last. */
  readonly starts: Int32Array;
}

const pickPixels = ({ seen, widthPx }: MotionLevel, { columns, rows }: Grid): Compared => {
  const all: number[] = [];
  for (let i = 0; i < seen.length; i++) if (seen[i]) all.push(i);
  const step = Math.max(1, all.length / MAX_COMPARED);
  const tiles = Array.from({ length: columns * rows }, (): number[] => []);
  for (let k = 0; k < Math.floor(all.length / step); k++) {
    const i = all[Math.floor(k * step)]!;
    const row = Math.min(rows - 1, Math.floor(Math.floor(i / widthPx) / TILE));
    tiles[row * columns + Math.min(columns - 1, Math.floor((i % widthPx) / TILE))]!.push(i);
  }
  const starts = new Int32Array(tiles.length + 1);
  tiles.forEach((own, tile) => (starts[tile + 1] = starts[tile]! + own.length));
  return { places: Int32Array.from(tiles.flat()), starts };
};

interface Framed {
  readonly luma: Float32Array<ArrayBuffer>;
  readonly seen: Float32Array<ArrayBuffer>;
  readonly stride: number;
}

/** The level with so much unseen round it that no shift leads out of it. */
const frame = ({ luma, seen, widthPx, heightPx }: MotionLevel): Framed => {
  const stride = widthPx + REACH_X + ROW;
  const framed = {
    luma: new Float32Array(stride * (heightPx + 2 * REACH_Y)),
    seen: new Float32Array(stride * (heightPx + 2 * REACH_Y)),
    stride,
  };
  for (let y = 0; y < heightPx; y++) {
    const to = (y + REACH_Y) * stride + REACH_X;
    framed.luma.set(luma.subarray(y * widthPx, (y + 1) * widthPx), to);
    framed.seen.set(seen.subarray(y * widthPx, (y + 1) * widthPx), to);
  }
  return framed;
};

interface Pixels {
  /** Where each lies in the framed level at the first shift, and its own luma. */
  readonly places: Int32Array<ArrayBuffer>;
  readonly own: Float32Array<ArrayBuffer>;
  readonly starts: Int32Array;
}

/** `[tiles, 3, DOWN, ROW]`: per tile and shift pixels compared, sum of differences, sum of their squares. */
type Sums = Float32Array<ArrayBuffer>;

export const sumDifferencesPlain = (
  { places, own, starts }: Pixels,
  { luma, seen, stride }: Framed,
): Sums => {
  const tiles = starts.length - 1;
  const sums = new Float32Array(tiles * 3 * SHIFTS);
  for (let tile = 0; tile < tiles; tile++) {
    for (let shift = 0, to = tile * 3 * SHIFTS; shift < SHIFTS; shift++, to++) {
      const offset = Math.floor(shift / ROW) * stride + (shift % ROW);
      let [count, sum, squares] = [0, 0, 0];
      for (let k = starts[tile]!; k < starts[tile + 1]!; k++) {
        const j = places[k]! + offset;
        const weight = seen[j]!;
        const difference = weight * (luma[j]! - own[k]!);
        count += weight;
        sum += difference;
        squares += difference * difference;
      }
      sums[to] = count;
      sums[to + SHIFTS] = sum;
      sums[to + 2 * SHIFTS] = squares;
    }
  }
  return sums;
};

const arenaFor = createArena(openShiftSearch);

export const sumDifferences = (pixels: Pixels, framed: Framed): Sums => {
  const { places, own, starts } = pixels;
  const tiles = starts.length - 1;
  const bytes = tiles * 3 * SHIFTS * Float32Array.BYTES_PER_ELEMENT;
  const { luma, seen, stride } = framed;
  const arena = arenaFor([luma.byteLength, seen.byteLength, places.byteLength, own.byteLength, bytes]);
  if (!arena) return sumDifferencesPlain(pixels, framed);
  const { kernel, buffer, at } = arena;
  const [lumaAt, seenAt, placesAt, ownAt, sumsAt] = at as [number, number, number, number, number];
  new Float32Array(buffer, lumaAt).set(luma);
  new Float32Array(buffer, seenAt).set(seen);
  new Int32Array(buffer, placesAt).set(places);
  new Float32Array(buffer, ownAt).set(own);
  for (let tile = 0; tile < tiles; tile++) {
    const out = sumsAt + tile * 3 * SHIFTS * Float32Array.BYTES_PER_ELEMENT;
    const span = [starts[tile]!, starts[tile + 1]!] as const;
    kernel.sumShifts(lumaAt, seenAt, stride, placesAt, ownAt, ...span, out, ROW, DOWN);
  }
  return new Float32Array(buffer, sumsAt, tiles * 3 * SHIFTS).slice();
};

/** Seen pixels of `a`, tile by tile, and `b` with room for every shift. */
export const planSearch = (a: MotionLevel, b: MotionLevel, grid: Grid) => {
  const { places, starts } = pickPixels(a, grid);
  const framed = frame(b);
  const own = Float32Array.from(places, (i) => a.luma[i]!);
  const from = places.map((i) => Math.floor(i / a.widthPx) * framed.stride + (i % a.widthPx));
  return { framed, pixels: { places: from, own, starts } };
};

interface Span {
  readonly column: number;
  readonly row: number;
  /** Tiles to each side that are counted too. */
  readonly spare: number;
}

/** Cost of every shift over some tiles: variance of the differences; infinite where too little can be compared. */
const costsOf = (
  sums: Float32Array,
  columns: number,
  rows: number,
  { column, row, spare }: Span,
): Float32Array => {
  const costs = new Float32Array(SHIFTS).fill(Number.POSITIVE_INFINITY);
  const counts = new Float32Array(SHIFTS);
  for (let shift = 0; shift < SHIFTS; shift++) {
    if (shift % ROW >= ACROSS) continue;
    let [count, sum, squares] = [0, 0, 0];
    for (let r = Math.max(0, row - spare); r <= Math.min(rows - 1, row + spare); r++) {
      for (let c = Math.max(0, column - spare); c <= Math.min(columns - 1, column + spare); c++) {
        const from = (r * columns + c) * 3 * SHIFTS + shift;
        count += sums[from]!;
        sum += sums[from + SHIFTS]!;
        squares += sums[from + 2 * SHIFTS]!;
      }
    }
    counts[shift] = count;
    if (count >= MIN_PIXELS) costs[shift] = squares / count - (sum / count) ** 2;
  }
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  for (let shift = 0; shift < SHIFTS; shift++)
    if (counts[shift]! < MIN_COMPARED * most) costs[shift] = Number.POSITIVE_INFINITY;
  return costs;
};

const STILL = REACH_Y * ROW + REACH_X;

const dxOf = (shift: number): number => (shift % ROW) - REACH_X;
const dyOf = (shift: number): number => Math.floor(shift / ROW) - REACH_Y;

/** The cheapest shift; `favourite` wins where it is about as good. */
const cheapest = (costs: Float32Array, favourite: number): number => {
  let best = favourite;
  let least = costs[favourite]! * 0.9 - NOISE;
  for (let shift = 0; shift < SHIFTS; shift++) {
    const cost = costs[shift]! + LENGTH_COST * (Math.abs(dxOf(shift)) + Math.abs(dyOf(shift)));
    if (cost < least) [best, least] = [shift, cost];
  }
  return best;
};

/** Where the parts of `a` lie in `b` by full search, judged by what is seen in both; changes of light do not count. */
export const searchShifts = (a: MotionLevel, b: MotionLevel): TileShifts => {
  const columns = Math.max(1, Math.round(a.widthPx / TILE));
  const rows = Math.max(1, Math.round(a.heightPx / TILE));
  const { pixels, framed } = planSearch(a, b, { columns, rows });
  const sums = sumDifferences(pixels, framed);
  const all = cheapest(costsOf(sums, columns, rows, { column: 0, row: 0, spare: columns + rows }), STILL);
  const dx = new Int8Array(columns * rows);
  const dy = new Int8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const own = cheapest(costsOf(sums, columns, rows, { column, row, spare: 1 }), all);
      dx[row * columns + column] = dxOf(own);
      dy[row * columns + column] = dyOf(own);
    }
  }
  return {
    columns,
    rows,
    dx,
    dy,
    main: { dx: dxOf(all), dy: dyOf(all) },
  };
};
