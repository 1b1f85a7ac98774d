import { expect, test } from 'vitest';
import type { Plane } from '../core/image';
import { fitCameraMotion, matchMotion, ownMotion } from './camera-motion';
import { followBox } from './follow-box';

/** Smooth random texture that can be sampled anywhere. */
const texture = (x: number, y: number): number =>
  128 +
  50 * Math.sin(x / 3.1 + Math.sin(y / 5)) +
  40 * Math.sin(y / 2.7 + Math.cos(x / 6)) +
  20 * Math.sin((x + y) / 1.9);
/** Another texture, for things in front. */
const figure = (x: number, y: number): number => 128 + 90 * Math.sin(x / 1.7) * Math.cos(y / 2.3);

const SIZE = { widthPx: 160, heightPx: 90 };
const picture = (value: (x: number, y: number) => number): Plane => ({
  ...SIZE,
  data: Float32Array.from({ length: 160 * 90 }, (_, i) => value(i % 160, Math.floor(i / 160))),
});
/** A figure 30 px wide and 50 px high at `left`, before a background moved by `pan`. */
const scene = (pan: number, left: number): Plane =>
  picture((x, y) =>
    x >= left && x < left + 30 && y >= 20 && y < 70 ? figure(x - left, y) : texture(x - pan, y),
  );

test('a pan is measured although something in front goes its own way', () => {
  const blocks = matchMotion(scene(0, 60), scene(4, 50));
  const camera = fitCameraMotion(blocks, SIZE);
  expect(camera.panXPx).toBeCloseTo(4, 0);
  expect(Math.abs(camera.panYPx)).toBeLessThan(0.5);
  expect(Math.abs(camera.zoom)).toBeLessThan(0.01);
});

test('a zoom is measured', () => {
  const zoomed = picture((x, y) => texture(80 + (x - 80) / 1.05, 45 + (y - 45) / 1.05));
  const camera = fitCameraMotion(matchMotion(picture(texture), zoomed), SIZE);
  expect(camera.zoom).toBeCloseTo(0.05, 1);
  expect(Math.abs(camera.panXPx)).toBeLessThan(0.7);
});

test('own motion is seen where the figure is and not where the camera moved the background', () => {
  const [before, after] = [scene(0, 60), scene(4, 50)];
  const own = ownMotion(before, after, fitCameraMotion(matchMotion(before, after), SIZE));
  const meanOf = (from: number, to: number) => {
    let [sum, count] = [0, 0];
    own.data.forEach((value, i) => {
      const [x, y] = [i % 160, Math.floor(i / 160)];
      if (x < from || x >= to || y < 25 || y >= 65) return;
      sum += value;
      count++;
    });
    return sum / count;
  };
  expect(meanOf(50, 90)).toBeGreaterThan(8 * meanOf(110, 150));
});

test('a box goes with what is in it, and with the camera where nothing moves by itself', () => {
  const blocks = matchMotion(scene(0, 60), scene(4, 50));
  const camera = fitCameraMotion(blocks, SIZE);
  const moved = followBox({ xPx: 60, yPx: 20, widthPx: 30, heightPx: 50 }, blocks, camera, SIZE);
  expect(moved.xPx).toBeGreaterThan(48);
  expect(moved.xPx).toBeLessThan(53);
  const resting = followBox({ xPx: 110, yPx: 20, widthPx: 30, heightPx: 50 }, blocks, camera, SIZE);
  expect(resting.xPx).toBeCloseTo(114, 0);
});
