import { expect, test } from 'vitest';
import { estimateLayers, fillLayerPlainly } from './estimate-layers';

const WIDTH = 120;
const HEIGHT = 70;

/** Noise of two colours, left and right of a soft edge. */
const scene = () => {
  let seed = 3;
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  const cover = new Float32Array(WIDTH * HEIGHT);
  for (let i = 0; i < cover.length; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const alpha = Math.min(1, Math.max(0, ((i % WIDTH) - 50) / 12));
    const noise = (seed >>> 24) / 8;
    [200, 80, 40].forEach((value, c) => {
      data[i * 4 + c] = alpha * value + (1 - alpha) * [30, 60, 190][c]! + noise;
    });
    data[i * 4 + 3] = 255;
    cover[i] = alpha;
  }
  const size = { widthPx: WIDTH, heightPx: HEIGHT };
  return { image: { ...size, data }, alpha: { ...size, data: cover } };
};

test('the SIMD kernel fills a layer as the plain twin does', () => {
  const { image, alpha } = scene();
  const { foreground, background } = estimateLayers(image, alpha);
  const windows = { wide: 5, narrow: 1 };
  for (const [layer, isSubject] of [
    [foreground, true],
    [background, false],
  ] as const) {
    const weights = Int32Array.from(alpha.data, (value) =>
      Math.ceil((isSubject ? value : 1 - value) ** 6 * 8192),
    );
    const plain = fillLayerPlainly(image, weights, windows);
    const worst = layer.data.reduce((most, value, i) => Math.max(most, Math.abs(value - plain.data[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(1);
  }
});

test('neither layer takes colour from the other beside the edge', () => {
  const { image, alpha } = scene();
  const { foreground, background } = estimateLayers(image, alpha);
  const at = (x: number) => (35 * WIDTH + x) * 4;
  expect(foreground.data[at(56)]!).toBeGreaterThan(175);
  expect(background.data[at(55)]!).toBeLessThan(75);
});
