import type { EdgeSums } from './edge-sums';

/** Mean gradient over frames, and how steady it is. */
export interface StillMap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Length of the mean gradient; 0 where it is below what coding noise makes. */
  readonly length: Float32Array;
  /** Share 0..1 of the gradient's energy that does not change from frame to frame. */
  readonly steadiness: Float32Array;
  /** Root mean square gradient: all the texture there is, still or not; 0 where it is only noise. */
  readonly texture: Float32Array;
}

/** Code values a pixel; coding noise of flat areas stays below. */
const MIN_EDGE = 2.2;
const MIN_TEXTURE = 3;
/** Variance of coding noise, so that nothing flat counts as steady. */
const NOISE_ENERGY = 1.5;

export const stillMap = (sums: EdgeSums): StillMap => {
  const { widthPx, heightPx, frames } = sums;
  const plane = () => new Float32Array(widthPx * heightPx);
  const map = { x: plane(), y: plane(), length: plane(), steadiness: plane(), texture: plane() };
  const share = 1 / Math.max(1, frames);
  for (let i = 0; i < map.x.length; i++) {
    const energy = sums.squares[i]! * share;
    if (energy < MIN_EDGE * MIN_EDGE) continue;
    const x = sums.x[i]! * share;
    const y = sums.y[i]! * share;
    const power = x * x + y * y;
    if (energy > MIN_TEXTURE * MIN_TEXTURE) map.texture[i] = Math.sqrt(energy);
    if (power < MIN_EDGE * MIN_EDGE) continue;
    map.x[i] = x;
    map.y[i] = y;
    map.length[i] = Math.sqrt(power);
    map.steadiness[i] = power / (energy + NOISE_ENERGY);
  }
  return { widthPx, heightPx, ...map };
};

/** A straight edge longer than this share of the side is a bar, a frame or a split screen. */
export const LINE_SHARE = 0.3;
const LINE_STEADINESS = 0.4;
/** Lines on each side of a long edge that go with it. */
const LINE_REACH = 2;

/** Counts per line the steady edges that run along it. */
const alongLines = ({ x, y, length, steadiness, widthPx, heightPx }: StillMap) => {
  const columns = new Uint32Array(widthPx);
  const rows = new Uint32Array(heightPx);
  for (let i = 0, row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++, i++) {
      if (steadiness[i]! < LINE_STEADINESS) continue;
      const flat = 0.9 * length[i]!;
      if (Math.abs(x[i]!) > flat) columns[column]!++;
      else if (Math.abs(y[i]!) > flat) rows[row]!++;
    }
  }
  return { columns, rows };
};

const linesToClear = (counts: Uint32Array, side: number, lineShare: number): Set<number> => {
  const lines = new Set<number>();
  counts.forEach((count, line) => {
    if (count < lineShare * side) return;
    for (let near = line - LINE_REACH; near <= line + LINE_REACH; near++) lines.add(near);
  });
  return lines;
};

/** Takes straight edges out that run over a good part of the picture: bars, frames, split screens. */
export const clearLongLines = (map: StillMap, lineShare = LINE_SHARE): void => {
  const { widthPx, heightPx, length, steadiness, texture } = map;
  const { columns, rows } = alongLines(map);
  const clear = (i: number) => {
    length[i] = 0;
    texture[i] = 0;
    steadiness[i] = 0;
  };
  for (const column of linesToClear(columns, heightPx, lineShare)) {
    if (column < 0 || column >= widthPx) continue;
    for (let row = 0; row < heightPx; row++) clear(row * widthPx + column);
  }
  for (const row of linesToClear(rows, widthPx, lineShare)) {
    if (row < 0 || row >= heightPx) continue;
    for (let column = 0; column < widthPx; column++) clear(row * widthPx + column);
  }
};
