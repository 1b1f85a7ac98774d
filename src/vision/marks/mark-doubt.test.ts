import { expect, test } from 'vitest';
import { doubtFrame, hidePart } from './mark-doubt';

const SIDE = 40;
const rect = { left: 10, top: 10, width: 20, height: 20, weights: new Float32Array(400).fill(1) };
const model = (alpha: number) => ({
  alpha: new Float32Array(400).fill(alpha),
  color: new Float32Array(400),
  trust: new Float32Array(400),
  doubt: new Float32Array(400).fill(3),
});
const part = (alpha: number) =>
  hidePart(model(alpha), rect, { left: 0, top: 0, widthPx: SIDE, heightPx: SIDE });
const stripes = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i % 8 < 4 ? 40 : 200));
const at = (x: number, y: number) => y * SIDE + x;

test('where the mark lets the picture through, un-blending says how far it is off', () => {
  const doubt = doubtFrame(stripes, part(0.5), 1);
  expect(doubt[at(20, 20)]).toBe(3);
  expect(doubt[at(2, 2)]).toBe(0);
});

test('under an opaque mark doubt grows with depth in a rough picture and stays small in a flat one', () => {
  const rough = doubtFrame(stripes, part(1), 1);
  expect(rough[at(20, 20)]).toBeGreaterThan(rough[at(10, 20)]! + 10);
  const flat = doubtFrame(new Uint8Array(SIDE * SIDE).fill(90), part(1), 1);
  expect(flat[at(20, 20)]).toBe(0);
});

test('a mark that is only half there leaves half the doubt', () => {
  expect(doubtFrame(stripes, part(0.5), 0.5)[at(20, 20)]).toBe(1.5);
});
