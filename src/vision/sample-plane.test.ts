import { expect, test } from 'vitest';
import { samplePlane, type ByteView } from './sample-plane';

const plane = (widthPx: number, heightPx: number, value: (x: number, y: number) => number): ByteView => ({
  bytes: Uint8Array.from({ length: widthPx * heightPx }, (_, i) =>
    value(i % widthPx, Math.floor(i / widthPx)),
  ),
  offset: 0,
  stride: widthPx,
  step: 1,
  widthPx,
  heightPx,
});
const LUMA = { x: 0.5, y: 0.5 };
const into = (widthPx: number, heightPx: number) => ({
  bytes: new Uint8ClampedArray(widthPx * heightPx),
  offset: 0,
  stride: widthPx,
  widthPx,
  heightPx,
});

test('a move by whole pixels copies them', () => {
  const target = into(3, 2);
  samplePlane(
    plane(8, 4, (x, y) => 10 * x + y),
    { x: 2, y: 1, width: 3, height: 2 },
    target,
    LUMA,
  );
  expect([...target.bytes]).toEqual([21, 31, 41, 22, 32, 42]);
});

test('a move by half a pixel lies between the neighbours on a ramp, and keeps flat areas', () => {
  const target = into(4, 1);
  samplePlane(
    plane(10, 1, (x) => 20 * x),
    { x: 2.5, y: 0, width: 4, height: 1 },
    target,
    LUMA,
  );
  expect([...target.bytes]).toEqual([50, 70, 90, 110]);
  samplePlane(
    plane(10, 1, () => 77),
    { x: 2.3, y: 0, width: 4, height: 1 },
    target,
    LUMA,
  );
  expect([...target.bytes]).toEqual([77, 77, 77, 77]);
});

test('reducing averages, and the rim is repeated outside', () => {
  const target = into(2, 2);
  samplePlane(
    plane(8, 8, (x) => (x % 2 ? 200 : 100)),
    { x: 0, y: 0, width: 8, height: 8 },
    target,
    LUMA,
  );
  for (const value of target.bytes) expect(Math.abs(value - 150)).toBeLessThanOrEqual(10);
  samplePlane(
    plane(4, 4, (x) => 50 * x),
    { x: 4, y: 0, width: 2, height: 2 },
    target,
    LUMA,
  );
  expect([...target.bytes]).toEqual([150, 150, 150, 150]);
});

test('one of two alternating planes is read', () => {
  const both = { ...plane(8, 1, (x) => (x % 2 ? 9 : 10 * x)), step: 2 as const, widthPx: 4 };
  const target = into(2, 1);
  samplePlane(both, { x: 1, y: 0, width: 2, height: 1 }, target, LUMA);
  expect([...target.bytes]).toEqual([20, 40]);
});
