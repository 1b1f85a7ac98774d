/** Bilinear taps into a grid of square tiles at a moving pixel; one object, so that inner loops allocate nothing. */
export interface GridTaps {
  readonly columns: number;
  readonly rows: number;
  readonly sidePx: number;
  top: number;
  bottom: number;
  fy: number;
  a: number;
  b: number;
  c: number;
  d: number;
  wa: number;
  wb: number;
  wc: number;
  wd: number;
}

/** Fields sampled through these taps are `[rows, columns, 3]`, one value a tile, at the tiles' middles. */
export const createGridTaps = (columns: number, rows: number, sidePx: number): GridTaps => ({
  columns,
  rows,
  sidePx,
  top: 0,
  bottom: 0,
  fy: 0,
  a: 0,
  b: 0,
  c: 0,
  d: 0,
  wa: 0,
  wb: 0,
  wc: 0,
  wd: 0,
});

export const seekRow = (taps: GridTaps, y: number): void => {
  const { rows, columns, sidePx } = taps;
  const gy = Math.min(rows - 1, Math.max(0, (y + 0.5) / sidePx - 0.5));
  const row = gy | 0;
  taps.fy = gy - row;
  taps.top = row * columns;
  taps.bottom = Math.min(rows - 1, row + 1) * columns;
};

export const seekColumn = (taps: GridTaps, x: number): void => {
  const { columns, sidePx, top, bottom, fy } = taps;
  const gx = Math.min(columns - 1, Math.max(0, (x + 0.5) / sidePx - 0.5));
  const left = gx | 0;
  const right = left + 1 < columns ? left + 1 : left;
  const fx = gx - left;
  taps.a = (top + left) * 3;
  taps.b = (top + right) * 3;
  taps.c = (bottom + left) * 3;
  taps.d = (bottom + right) * 3;
  taps.wa = (1 - fx) * (1 - fy);
  taps.wb = fx * (1 - fy);
  taps.wc = (1 - fx) * fy;
  taps.wd = fx * fy;
};

export const sampleGrid = (taps: GridTaps, field: Float32Array, channel: number): number =>
  field[taps.a + channel]! * taps.wa +
  field[taps.b + channel]! * taps.wb +
  field[taps.c + channel]! * taps.wc +
  field[taps.d + channel]! * taps.wd;
