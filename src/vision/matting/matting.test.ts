import { expect, test } from 'vitest';
import type { Plane, RgbaImage } from '../../core/image';
import { resizeArea } from '../resize';
import { enlargeAlpha } from './enlarge-alpha';
import { estimateLayers, straightColours } from './estimate-layers';
import { carryMatte, joinCarried, steadyMatte } from './follow-matte';
import { guidedFilter } from './guided-filter';
import { refineEdges } from './refine-edges';
import { settleMatte } from './settle-matte';
import { solveBand } from './solve-band';
import { softShare } from './uncertain-band';

const WIDTH = 120;
const HEIGHT = 80;

const plane = (value: (x: number, y: number) => number, widthPx = WIDTH, heightPx = HEIGHT): Plane => ({
  widthPx,
  heightPx,
  data: Float32Array.from({ length: widthPx * heightPx }, (_, i) =>
    value(i % widthPx, Math.floor(i / widthPx)),
  ),
});

const SUBJECT = [200, 60, 40] as const;
const BEHIND = [30, 120, 180] as const;

/** A picture of the two colours mixed by the alpha. */
const pictureOf = ({ widthPx, heightPx, data: alpha }: Plane): RgbaImage => {
  const data = new Uint8ClampedArray(alpha.length * 4).fill(255);
  for (let i = 0; i < alpha.length; i++) {
    for (let c = 0; c < 3; c++) data[i * 4 + c] = alpha[i]! * SUBJECT[c]! + (1 - alpha[i]!) * BEHIND[c]!;
  }
  return { widthPx, heightPx, data };
};

/** A subject with a tongue like a wisp of hair. */
const truth = plane((x, y) => (x < 50 || (x < 90 && y % 20 < 3) ? 1 : 0));
const error = (a: Plane, b: Plane): number =>
  a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length;

const squaredError = (a: Plane, b: Plane): number =>
  a.data.reduce((sum, value, i) => sum + (value - b.data[i]!) ** 2, 0) / a.data.length;

const blurred = (alpha: Plane): Plane => {
  const small = resizePlaneTo(alpha, WIDTH / 4, HEIGHT / 4);
  return resizePlaneTo(small, WIDTH, HEIGHT);
};

const resizePlaneTo = (alpha: Plane, widthPx: number, heightPx: number): Plane => {
  const data = new Uint8ClampedArray(alpha.data.length * 4);
  for (let i = 0; i < alpha.data.length; i++) data.fill(alpha.data[i]! * 255, i * 4, i * 4 + 4);
  const { data: out } = resizeArea(
    { ...alpha, data: data.map((v, i) => (i % 4 === 3 ? 255 : v)) },
    widthPx,
    heightPx,
  );
  return plane((x, y) => out[(y * widthPx + x) * 4]! / 255, widthPx, heightPx);
};

test('the guided filter brings a blurred matte back to the edges of the picture', () => {
  const rough = blurred(truth);
  const fine = guidedFilter(pictureOf(truth), rough, { radiusPx: 8, epsilon: 1e-4 });
  expect(squaredError(fine, truth)).toBeLessThan(0.5 * squaredError(rough, truth));
});

test('the band is solved as sharp as the picture, and nothing outside it moves', () => {
  const rough = blurred(truth);
  const isOpen = Uint8Array.from(rough.data, (alpha) => (alpha > 0.02 && alpha < 0.98 ? 1 : 0));
  const weights = new Float32Array(rough.data.length).fill(0.05);
  const fine = solveBand(pictureOf(truth), { prior: rough, isOpen, weights, steps: 40 });
  expect(squaredError(fine, truth)).toBeLessThan(0.2 * squaredError(rough, truth));
  expect(fine.data.filter((_, i) => isOpen[i] === 0)).toEqual(rough.data.filter((_, i) => isOpen[i] === 0));
});

test('a firm hold keeps the prior, and a picture without colour differences says nothing against it', () => {
  const rough = blurred(truth);
  const isOpen = new Uint8Array(rough.data.length).fill(1);
  const firm = new Float32Array(rough.data.length).fill(1e4);
  const held = solveBand(pictureOf(truth), { prior: rough, isOpen, weights: firm, steps: 20 });
  expect(error(held, rough)).toBeLessThan(0.002);
  const ramp = plane((x) => x / WIDTH);
  const soft = new Float32Array(rough.data.length).fill(0.5);
  const flat = pictureOf(plane(() => 1));
  const kept = solveBand(flat, { prior: ramp, isOpen, weights: soft, steps: 20 });
  expect(error(kept, ramp)).toBeLessThan(0.01);
});

test('refining in tiles changes the uncertain band and nothing else', () => {
  const rough = blurred(truth);
  const fine = refineEdges(pictureOf(truth), rough, 3);
  expect(error(fine, truth)).toBeLessThan(error(rough, truth));
  expect(fine.data[40 * WIDTH + 10]).toBe(1);
  expect(fine.data[40 * WIDTH + 115]).toBe(0);
});

test('a small matte is enlarged along the edges of the large picture', () => {
  const picture = pictureOf(truth);
  const size = [WIDTH / 2, HEIGHT / 2] as const;
  const half = resizePlaneTo(truth, ...size);
  const small = resizeArea(picture, ...size);
  const large = enlargeAlpha(picture, small, half, { radiusPx: 2, epsilon: 1e-4 });
  expect(large.widthPx).toBe(WIDTH);
  expect(error(large, truth)).toBeLessThan(error(resizePlaneTo(half, WIDTH, HEIGHT), truth));
});

test('haze far from an edge goes, wisps at an edge stay', () => {
  const hazy = plane((x) => (x < 40 ? 0.93 : x < 44 ? 0.5 : 0.06));
  const settled = settleMatte(hazy, 3);
  expect(settled.data[10]).toBeCloseTo(1);
  expect(settled.data[100]).toBe(0);
  expect(settled.data[42]).toBeCloseTo(0.5, 1);
});

test('soft edges give back the colour of the subject alone', () => {
  const alpha = plane((x) => Math.min(1, Math.max(0, (64 - x) / 8)));
  const picture = pictureOf(alpha);
  const cut = straightColours(picture, alpha, estimateLayers(picture, alpha));
  const at = (40 * WIDTH + 60) * 4;
  expect(cut.data[at + 3]).toBe(128);
  for (let c = 0; c < 3; c++) expect(Math.abs(cut.data[at + c]! - SUBJECT[c]!)).toBeLessThan(12);
});

test('alpha that the source already has stays', () => {
  const picture = pictureOf(truth);
  picture.data[3] = 100;
  const cut = straightColours(picture, truth, estimateLayers(picture, truth));
  expect(cut.data[3]).toBe(100);
  expect(cut.data[(WIDTH - 1) * 4 + 3]).toBe(0);
});

const cloth = (x: number, y: number): number => 128 + 50 * Math.sin(x / 4) + 40 * Math.cos(y / 5 + x / 11);

test('a matte is carried along with the motion', () => {
  const first = { luma: plane(cloth), alpha: plane((x) => (x < 60 ? 1 : 0)) };
  const { alpha, trust } = carryMatte(
    first,
    plane((x, y) => cloth(x - 6, y)),
  );
  expect(alpha.data[40 * WIDTH + 63]).toBeGreaterThan(0.9);
  expect(alpha.data[40 * WIDTH + 69]).toBeLessThan(0.1);
  expect(trust.data[40 * WIDTH + 63]).toBeGreaterThan(0.9);
});

test('a fresh matte is steadied by a like one and not by one that shows something else', () => {
  const trust = plane(() => 1);
  const fresh = plane((x) => (x < 60 ? 0.8 : 0));
  const steady = steadyMatte(fresh, { alpha: plane((x) => (x < 60 ? 0.9 : 1)), trust });
  expect(steady.data[10]).toBeGreaterThan(0.82);
  expect(steady.data[100]).toBe(0);
  expect(steadyMatte(fresh, null)).toBe(fresh);
});

test('between two looks the nearer one counts more', () => {
  const carried = (value: number) => ({ alpha: plane(() => value), trust: plane(() => 1) });
  expect(joinCarried(carried(0), carried(1), 0.25).data[0]).toBeCloseTo(0.25);
});

test('a matte of guesses is soft, one of a person is not', () => {
  expect(softShare(plane(() => 0.5))).toBe(1);
  expect(softShare(truth)).toBe(0);
});
