import type { Plane } from '../core/image';
import { resizePlane } from './resize';

/** Edge of a block and distance between blocks, px of the analysis plane (about 160 px wide). */
const BLOCK_PX = 16;
const STRIDE_PX = 8;
/** Search range at half size, px of the half size; one step of refinement follows at full size. */
const REACH_HALF_PX = 7;
/** Mean absolute gradient, code values, below which a block's match means nothing. */
const FLAT_GRADIENT = 1.5;
/** Price of a pixel of shift, in mean code values: among equals the stillest match wins. */
const SHIFT_PRICE = 0.1;
/** Blocks this near the rim, share of the side, are mostly background and count double. */
const RIM_SHARE = 0.2;
const FIT_ROUNDS = 8;
/** Distance from the model, px, at which a block counts half. */
const FIT_SCALE_PX = 1;

/** Where a block of the earlier picture is found in the later one. */
export interface BlockMotion {
  /** Middle of the block in the earlier picture, px. */
  readonly xPx: number;
  readonly yPx: number;
  readonly dxPx: number;
  readonly dyPx: number;
  /** Mean absolute gradient, code values. */
  readonly texture: number;
}

/** Moves a point of the earlier picture by `pan + zoom * (point - middle of the picture)`. */
export interface CameraMotion {
  readonly panXPx: number;
  readonly panYPx: number;
  /** Relative growth, e.g. 0.02. */
  readonly zoom: number;
}

export const STILL_CAMERA: CameraMotion = { panXPx: 0, panYPx: 0, zoom: 0 };

interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

const textureOf = ({ data, widthPx }: Plane, { left, top, side }: Square): number => {
  let sum = 0;
  for (let y = top; y < top + side - 1; y++)
    for (let i = y * widthPx + left; i < y * widthPx + left + side - 1; i++)
      sum += Math.abs(data[i + 1]! - data[i]!) + Math.abs(data[i + widthPx]! - data[i]!);
  return sum / (2 * (side - 1) ** 2);
};

/** Mean absolute difference of a square of `a` and the shifted one of `b`; stops above `limit`. */
const difference = (
  a: Plane,
  b: Plane,
  { left, top, side }: Square,
  [dx, dy, limit]: readonly [number, number, number],
): number => {
  const ceiling = limit * side * side;
  let sum = 0;
  for (let y = 0; y < side && sum < ceiling; y++) {
    const from = (top + y) * a.widthPx + left;
    const to = (top + y + dy) * b.widthPx + left + dx;
    for (let x = 0; x < side; x++) sum += Math.abs(a.data[from + x]! - b.data[to + x]!);
  }
  return sum / (side * side);
};

interface Match {
  readonly dx: number;
  readonly dy: number;
}

/** The cheapest shift within `reach` of a first guess. */
const search = (
  [a, b]: readonly [a: Plane, b: Plane],
  square: Square,
  guess: Match,
  reach: number,
): Match => {
  const { left, top, side } = square;
  let best: Match = guess;
  let cost = Number.POSITIVE_INFINITY;
  const [lowY, highY] = [
    Math.max(guess.dy - reach, -top),
    Math.min(guess.dy + reach, b.heightPx - side - top),
  ];
  const [lowX, highX] = [
    Math.max(guess.dx - reach, -left),
    Math.min(guess.dx + reach, b.widthPx - side - left),
  ];
  for (let dy = lowY; dy <= highY; dy++) {
    for (let dx = lowX; dx <= highX; dx++) {
      const price = SHIFT_PRICE * (Math.abs(dx) + Math.abs(dy));
      if (price >= cost) continue;
      const total = price + difference(a, b, square, [dx, dy, cost - price]);
      if (total < cost) [cost, best] = [total, { dx, dy }];
    }
  }
  return best;
};

const half = (plane: Plane): Plane =>
  resizePlane(plane, Math.max(1, plane.widthPx >> 1), Math.max(1, plane.heightPx >> 1));

/** Motion of all textured blocks from `a` to `b`, two planes of one size, by full search from coarse to fine. */
export const matchMotion = (a: Plane, b: Plane): readonly BlockMotion[] => {
  const [smallA, smallB] = [half(a), half(b)];
  const blocks: BlockMotion[] = [];
  for (let top = 0; top + BLOCK_PX <= a.heightPx; top += STRIDE_PX)
    for (let left = 0; left + BLOCK_PX <= a.widthPx; left += STRIDE_PX) {
      const square = { left, top, side: BLOCK_PX };
      const texture = textureOf(a, square);
      const small = { left: left >> 1, top: top >> 1, side: BLOCK_PX >> 1 };
      const fits = small.left + small.side <= smallA.widthPx && small.top + small.side <= smallA.heightPx;
      if (texture < FLAT_GRADIENT || !fits) continue;
      const rough = search([smallA, smallB], small, { dx: 0, dy: 0 }, REACH_HALF_PX);
      const { dx, dy } = search([a, b], square, { dx: 2 * rough.dx, dy: 2 * rough.dy }, 1);
      const middle = BLOCK_PX / 2;
      blocks.push({ xPx: left + middle, yPx: top + middle, dxPx: dx, dyPx: dy, texture });
    }
  return blocks;
};

type Size = Pick<Plane, 'widthPx' | 'heightPx'>;

export const movePoint = (
  { panXPx, panYPx, zoom }: CameraMotion,
  { widthPx, heightPx }: Size,
  [x, y]: readonly [number, number],
): readonly [number, number] => [
  x + panXPx + zoom * (x - widthPx / 2),
  y + panYPx + zoom * (y - heightPx / 2),
];

const weightedMedian = (values: readonly (readonly [value: number, weight: number])[]): number => {
  const sorted = [...values].sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  for (const [value, weight] of sorted) {
    sum += weight;
    if (sum >= total / 2) return value;
  }
  return 0;
};

const isRim = ({ xPx, yPx }: BlockMotion, { widthPx, heightPx }: Size): boolean =>
  Math.min(xPx, widthPx - xPx) < RIM_SHARE * widthPx || yPx < RIM_SHARE * heightPx;

/** Least squares for pan and zoom, both axes at once. The middle of the blocks is taken out so the two do not mix. */
const fitOnce = (
  blocks: readonly BlockMotion[],
  weights: readonly number[],
  { widthPx, heightPx }: Size,
): CameraMotion => {
  const sums = [0, 0, 0, 0, 0];
  blocks.forEach(({ xPx, yPx, dxPx, dyPx }, i) => {
    const w = weights[i]!;
    [w, w * (xPx - widthPx / 2), w * (yPx - heightPx / 2), w * dxPx, w * dyPx].forEach(
      (v, k) => (sums[k]! += v),
    );
  });
  const total = Math.max(1e-9, sums[0]!);
  const [meanX, meanY, meanDx, meanDy] = [1, 2, 3, 4].map((k) => sums[k]! / total) as [
    number,
    number,
    number,
    number,
  ];
  let [cross, square] = [0, 1e-9];
  blocks.forEach(({ xPx, yPx, dxPx, dyPx }, i) => {
    const [u, v] = [xPx - widthPx / 2 - meanX, yPx - heightPx / 2 - meanY];
    cross += weights[i]! * (u * (dxPx - meanDx) + v * (dyPx - meanDy));
    square += weights[i]! * (u * u + v * v);
  });
  const zoom = cross / square;
  return { panXPx: meanDx - zoom * meanX, panYPx: meanDy - zoom * meanY, zoom };
};

/**
 * What the camera did, from block motions of a picture of `size`: the model that most blocks follow, found from the median by
 * reweighted least squares, so that a subject that goes its own way does not count.
 */
export const fitCameraMotion = (blocks: readonly BlockMotion[], size: Size): CameraMotion => {
  if (blocks.length < 4) return STILL_CAMERA;
  const own = blocks.map((block) => Math.min(10, block.texture) * (isRim(block, size) ? 2 : 1));
  const median = (read: (block: BlockMotion) => number) =>
    weightedMedian(blocks.map((block, i) => [read(block), own[i]!]));
  let camera: CameraMotion = { panXPx: median((b) => b.dxPx), panYPx: median((b) => b.dyPx), zoom: 0 };
  for (let round = 0; round < FIT_ROUNDS; round++) {
    const weights = blocks.map((block, i) => {
      const [x, y] = movePoint(camera, size, [block.xPx, block.yPx]);
      const off = Math.hypot(block.xPx + block.dxPx - x, block.yPx + block.dyPx - y);
      return own[i]! / (1 + (off / FIT_SCALE_PX) ** 2) ** 2;
    });
    camera = fitOnce(blocks, weights, size);
  }
  return camera;
};

/** Lowest and highest of the 3 x 3 pixels round a point of `plane`. */
const rangeAround = ({ data, widthPx, heightPx }: Plane, x: number, y: number): readonly [number, number] => {
  const left = Math.min(widthPx - 3, Math.max(0, Math.round(x) - 1));
  const top = Math.min(heightPx - 3, Math.max(0, Math.round(y) - 1));
  let [low, high] = [255, 0];
  for (let row = top; row < top + 3; row++)
    for (let i = row * widthPx + left; i < row * widthPx + left + 3; i++) {
      const value = data[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return [low, high];
};

/**
 * How far each pixel of `b` lies outside what the camera's motion allows it to be: 0 where some pixel of `a` within one of the
 * predicted place explains it, else code values. `a` and `b` are at least 3 x 3.
 */
export const ownMotion = (a: Plane, b: Plane, camera: CameraMotion): Plane => {
  const { widthPx, heightPx } = b;
  const data = new Float32Array(widthPx * heightPx);
  const grow = 1 / (1 + camera.zoom);
  for (let y = 0; y < heightPx; y++) {
    const fromY = heightPx / 2 + (y - camera.panYPx - heightPx / 2) * grow;
    for (let x = 0; x < widthPx; x++) {
      const fromX = widthPx / 2 + (x - camera.panXPx - widthPx / 2) * grow;
      // What came into the picture from outside has nothing to be compared with.
      if (fromX < 0 || fromY < 0 || fromX > widthPx - 1 || fromY > heightPx - 1) continue;
      const [low, high] = rangeAround(a, fromX, fromY);
      const value = b.data[y * widthPx + x]!;
      data[y * widthPx + x] = Math.max(0, low - value, value - high);
    }
  }
  return { widthPx, heightPx, data };
};
