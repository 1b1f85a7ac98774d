import { expect, test } from 'vitest';
import type { PlanarCrop } from './planar-crop';
import { estimateTextAlpha } from './text-alpha';
import { planCover, uncoverFrame } from './uncover-text';

const WIDTH = 64;
const HEIGHT = 32;
const FRAMES = 24;

/** A pattern of slow waves that drifts to the left, with some colour. */
const picture = (frame: number, speedPx: number): PlanarCrop => {
  const y = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = (i % WIDTH) + speedPx * frame;
    return 120 + 50 * Math.sin(x / 9) + 15 * Math.sin(Math.floor(i / WIDTH) / 5);
  });
  const u = new Uint8Array((WIDTH * HEIGHT) / 4).fill(110);
  const v = new Uint8Array((WIDTH * HEIGHT) / 4).fill(140);
  return { widthPx: WIDTH, heightPx: HEIGHT, y, u, v, chromaStep: 2 };
};

/** Opaque white in the middle, a half-clear black box round it. */
const truth = Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
  if (x >= 28 && x < 34 && y >= 12 && y < 20) return 1;
  return x >= 20 && x < 44 && y >= 8 && y < 24 ? 0.5 : 0;
});
const mask = Uint8Array.from(truth, (alpha) => (alpha > 0 ? 1 : 0));

const covered = (clean: PlanarCrop): PlanarCrop => {
  const y = clean.y.map((value, i) => {
    const alpha = truth[i]!;
    return alpha === 1 ? 235 : value + alpha * (16 - value) + 0.5;
  });
  const mix = (plane: Uint8Array<ArrayBuffer>) =>
    plane.map((value, j) => {
      const i = Math.floor(j / (WIDTH / 2)) * 2 * WIDTH + (j % (WIDTH / 2)) * 2;
      return value + truth[i]! * (128 - value) + 0.5;
    });
  return { ...clean, y, u: mix(clean.u), v: mix(clean.v) };
};

const clip = (speedPx: number) => Array.from({ length: FRAMES }, (_, t) => covered(picture(t, speedPx)));

test('a half-clear box over a moving picture is told from the opaque letters on it', () => {
  const found = estimateTextAlpha(clip(4), mask)!;
  expect(found.ink.y).toBe(16);
  for (const [i, alpha] of truth.entries()) {
    if (alpha === 1) expect(found.alpha[i]).toBe(1);
    else expect(Math.abs(found.alpha[i]! - alpha)).toBeLessThan(0.04);
  }
});

test('where nothing moves, and with few frames, nothing is said to come through', () => {
  const still = estimateTextAlpha(clip(0), mask)!;
  for (const [i, hidden] of mask.entries()) expect(still.alpha[i]).toBe(hidden);
  expect(estimateTextAlpha(clip(4).slice(0, 5), mask)).toBeNull();
});

test('what comes through is taken out of the text, the letters stay hidden', () => {
  const cover = planCover(clip(4), mask);
  const clean = picture(7, 4);
  const { crop, hidden } = uncoverFrame(covered(clean), cover);
  for (const [i, alpha] of truth.entries()) {
    if (alpha === 1) expect(hidden![i]).toBe(1);
    else if (!hidden![i]) expect(Math.abs(crop.y[i]! - clean.y[i]!)).toBeLessThan(9);
  }
  expect(hidden!.reduce((sum, value) => sum + value, 0)).toBeLessThan(100);
});
