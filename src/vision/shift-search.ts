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
const SHIFTS = ACROSS * (2 * REACH_Y + 1);
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
  readonly places: Int32Array;
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
  readonly luma: Float32Array;
  readonly seen: Float32Array;
  readonly stride: number;
}

/** The level with so much unseen round it that no shift leads out of it. */
const frame = ({ luma, seen, widthPx, heightPx }: MotionLevel): Framed => {
  const stride = widthPx + 2 * REACH_X;
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

/** Per shift and tile: pixels compared, sum of differences, sum of their squares. */
const sumDifferences = (a: MotionLevel, b: MotionLevel, grid: Grid): Float32Array => {
  const { places, starts } = pickPixels(a, grid);
  const { luma, seen, stride } = frame(b);
  const own = Float32Array.from(places, (i) => a.luma[i]!);
  // Where a place lies in the framed level at the first shift.
  const from = Int32Array.from(places, (i) => Math.floor(i / a.widthPx) * stride + (i % a.widthPx));
  const tiles = grid.columns * grid.rows;
  const sums = new Float32Array(SHIFTS * tiles * 3);
  for (let shift = 0, to = 0; shift < SHIFTS; shift++) {
    const offset = Math.floor(shift / ACROSS) * stride + (shift % ACROSS);
    for (let tile = 0; tile < tiles; tile++, to += 3) {
      let [count, sum, squares] = [0, 0, 0];
      for (let k = starts[tile]!; k < starts[tile + 1]!; k++) {
        const j = from[k]! + offset;
        const weight = seen[j]!;
        const difference = weight * (luma[j]! - own[k]!);
        count += weight;
        sum += difference;
        squares += difference * difference;
      }
      sums[to] = count;
      sums[to + 1] = sum;
      sums[to + 2] = squares;
    }
  }
  return sums;
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
    let [count, sum, squares] = [0, 0, 0];
    for (let r = Math.max(0, row - spare); r <= Math.min(rows - 1, row + spare); r++) {
      for (let c = Math.max(0, column - spare); c <= Math.min(columns - 1, column + spare); c++) {
        const from = ((shift * rows + r) * columns + c) * 3;
        count += sums[from]!;
        sum += sums[from + 1]!;
        squares += sums[from + 2]!;
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

const STILL = REACH_Y * ACROSS + REACH_X;

/** The cheapest shift; `favourite` wins where it is about as good. */
const cheapest = (costs: Float32Array, favourite: number): number => {
  let best = favourite;
  let least = costs[favourite]! * 0.9 - NOISE;
  for (let shift = 0; shift < SHIFTS; shift++) {
    const dx = (shift % ACROSS) - REACH_X;
    const dy = Math.floor(shift / ACROSS) - REACH_Y;
    const cost = costs[shift]! + LENGTH_COST * (Math.abs(dx) + Math.abs(dy));
    if (cost < least) [best, least] = [shift, cost];
  }
  return best;
};

/** Where the parts of `a` lie in `b` by full search, judged by what is seen in both; changes of light do not count. */
export const searchShifts = (a: MotionLevel, b: MotionLevel): TileShifts => {
  const columns = Math.max(1, Math.round(a.widthPx / TILE));
  const rows = Math.max(1, Math.round(a.heightPx / TILE));
  const sums = sumDifferences(a, b, { columns, rows });
  const all = cheapest(costsOf(sums, columns, rows, { column: 0, row: 0, spare: columns + rows }), STILL);
  const dx = new Int8Array(columns * rows);
  const dy = new Int8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const own = cheapest(costsOf(sums, columns, rows, { column, row, spare: 1 }), all);
      dx[row * columns + column] = (own % ACROSS) - REACH_X;
      dy[row * columns + column] = Math.floor(own / ACROSS) - REACH_Y;
    }
  }
  return {
    columns,
    rows,
    dx,
    dy,
    main: { dx: (all % ACROSS) - REACH_X, dy: Math.floor(all / ACROSS) - REACH_Y },
  };
};
