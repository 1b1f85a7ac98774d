import { expect, test } from 'vitest';
import { fitPatches, fitPatchesPlain } from './fit-patches';
import { buildMotionPyramid } from './motion-pyramid';

const WIDTH = 150;
const HEIGHT = 90;

/** A texture that has slid by `dx`, `dy` pixels and grown a little lighter. */
const luma = (dx: number, dy: number): Uint8Array =>
  Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = (i % WIDTH) + dx;
    const y = Math.floor(i / WIDTH) + dy;
    return 120 + dx + 50 * Math.sin(x / 6) * Math.cos(y / 5) + 30 * Math.sin((x + 2 * y) / 9);
  });

const hidden = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
  return x >= 60 && x < 100 && y >= 40 && y < 60 && x % 11 < 7 ? 1 : 0;
});

const levelOf = (dx: number, dy: number) =>
  buildMotionPyramid(luma(dx, dy), hidden, { widthPx: WIDTH, heightPx: HEIGHT })[0]!;

const startsOf = (columns: number, rows: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: columns * rows * 4 }, (_, i) => [0.3, -0.2, -1, 0][i % 4]!);

test('patches are found where the picture has slid to, by the kernel as by the plain code', () => {
  const [a, b] = [levelOf(0, 0), levelOf(4, -2)];
  const columns = Math.floor((a.widthPx - 8) / 4) + 1;
  const rows = Math.floor((a.heightPx - 8) / 4) + 1;
  const grid = { columns, rows, starts: startsOf(columns, rows) };
  const [fast, plain] = [fitPatches(a, b, grid), fitPatchesPlain(a, b, grid)];
  let [alike, right] = [0, 0];
  for (let node = 0; node < columns * rows; node++) {
    const [dx, dy, trust] = fast.subarray(3 * node);
    const off = (k: number) => Math.abs(fast[3 * node + k]! - plain[3 * node + k]!);
    if (off(0) < 0.02 && off(1) < 0.02 && off(2) < 0.02) alike++;
    if (trust! > 0.3 && Math.abs(dx! + 2) < 0.3 && Math.abs(dy! - 1) < 0.3) right++;
  }
  // Rounding may tip a search that hangs in the balance.
  expect(alike).toBeGreaterThan(0.98 * columns * rows);
  expect(right).toBeGreaterThan(0.6 * columns * rows);
});

test('what leaves the picture is not trusted', () => {
  const level = levelOf(0, 0);
  const starts = Float32Array.from([-9, -9, -9, -9]);
  expect([...fitPatches(level, level, { columns: 1, rows: 1, starts })]).toEqual([-9, -9, 0]);
});
