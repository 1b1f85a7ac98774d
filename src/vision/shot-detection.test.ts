import { expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { createShotDetector, shotsBetween } from './shot-detection';

const WIDTH = 96;
const HEIGHT = 54;
const FRAME_RATE = 25;

type Scene = (x: number, y: number) => number;

/** Smooth random texture, different for each seed. */
const scene = (seed: number): Scene => {
  const phases = Array.from({ length: 12 }, (_, i) => {
    const random = (k: number) => Math.abs(Math.sin(seed * 91.7 + i * 17.3 + k * 7.9) * 43758.5) % 1;
    return { fx: random(1) * 1.2, fy: random(2) * 1.2, phase: random(3) * 6.28 };
  });
  return (x, y) =>
    128 + phases.reduce((sum, { fx, fy, phase }) => sum + 22 * Math.sin(x * fx + y * fy + phase), 0);
};

const paint = (at: Scene): RgbaImage => {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    data.fill(at(i % WIDTH, Math.floor(i / WIDTH)), i * 4, i * 4 + 3);
  }
  return { widthPx: WIDTH, heightPx: HEIGHT, data };
};

const boundariesOf = (frames: readonly Scene[]) => {
  const detector = createShotDetector();
  frames.forEach((at, i) => detector.push(paint(at), i / FRAME_RATE));
  return detector.finish();
};

const hold = (at: Scene, count: number): Scene[] =>
  Array.from({ length: count }, (_, i) => (x, y) => at(x + i * 0.7, y));

test('a cut is placed on the first frame of the new shot', () => {
  const found = boundariesOf([...hold(scene(1), 30), ...hold(scene(2), 30)]);
  expect(found).toEqual([{ kind: 'cut', startSeconds: 1.2, endSeconds: 1.2, timeSeconds: 1.2 }]);
});

test('a white flash of three frames inside a shot is not a cut', () => {
  const white: Scene = () => 255;
  const frames = hold(scene(3), 60);
  frames.splice(30, 3, white, white, white);
  expect(boundariesOf(frames)).toEqual([]);
});

test('a fast pan is not a cut', () => {
  const wide = scene(4);
  expect(
    boundariesOf(
      Array.from(
        { length: 60 },
        (_, i): Scene =>
          (x, y) =>
            wide(x + i * 6, y),
      ),
    ),
  ).toEqual([]);
});

test('a dissolve is one boundary that spans the mix', () => {
  const [a, b] = [scene(5), scene(6)];
  const mix = Array.from({ length: 20 }, (_, i): Scene => {
    const share = (i + 1) / 21;
    return (x, y) => (1 - share) * a(x, y) + share * b(x, y);
  });
  const found = boundariesOf([...hold(a, 40).reverse(), ...mix, ...hold(b, 40)]);
  expect(found.map(({ kind }) => kind)).toEqual(['dissolve']);
  expect(Math.abs(found[0]!.timeSeconds - 50 / FRAME_RATE)).toBeLessThan(0.1);
  expect(Math.abs(found[0]!.startSeconds - 40 / FRAME_RATE)).toBeLessThan(0.25);
});

test('a fade through black is one boundary in the middle of the black', () => {
  const [a, b] = [scene(7), scene(8)];
  const faded =
    (at: Scene, share: number): Scene =>
    (x, y) =>
      share * at(x, y);
  const ramp = Array.from({ length: 12 }, (_, i) => i / 12);
  const frames = [
    ...hold(a, 30),
    ...ramp.toReversed().map((share) => faded(a, share)),
    ...hold(() => 0, 8),
    ...ramp.map((share) => faded(b, share)),
    ...hold(b, 30),
  ];
  const found = boundariesOf(frames);
  expect(found.map(({ kind }) => kind)).toEqual(['fade']);
  expect(Math.abs(found[0]!.timeSeconds - 46 / FRAME_RATE)).toBeLessThan(0.1);
});

test('shots are the stretches between changes, and a clip without any is one shot', () => {
  const cut = { kind: 'cut', startSeconds: 2, endSeconds: 2, timeSeconds: 2 } as const;
  const fade = { kind: 'fade', startSeconds: 4, endSeconds: 5, timeSeconds: 4.5 } as const;
  expect(shotsBetween([cut, fade], 0, 8)).toEqual([
    { startSeconds: 0, endSeconds: 2 },
    { startSeconds: 2, endSeconds: 4 },
    { startSeconds: 5, endSeconds: 8 },
  ]);
  expect(shotsBetween([], 0, 3)).toEqual([{ startSeconds: 0, endSeconds: 3 }]);
});
