import { expect, test } from 'vitest';
import type { RgbaImage } from '../../core/image';
import { noisyScene, SCREEN_RGB } from '../../gpu/test-pictures';
import { createPlainSums, createPlateBuilder, createSimdSums } from './build-plate';
import { classifyScreen, classifyScreenPlainly } from './classify-screen';
import { createKeyer } from './create-keyer';
import { findScreenColor } from './screen-color';

const WIDTH = 160;
const HEIGHT = 96;
type Rgb = readonly [number, number, number];

/** A soft-edged disc over an unevenly lit screen; returns the picture and its true alpha. */
const plateWithDisc = (
  screen: Rgb,
  subject: Rgb,
  centreX: number,
): { image: RgbaImage; alpha: Float32Array } => {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  const alpha = new Float32Array(WIDTH * HEIGHT);
  for (let i = 0; i < alpha.length; i++) {
    const x = i % WIDTH;
    const y = Math.floor(i / WIDTH);
    const distance = Math.hypot(x - centreX, y - HEIGHT / 2);
    alpha[i] = Math.min(1, Math.max(0, (28 - distance) / 6));
    const light = 1 - (0.35 * x) / WIDTH;
    for (let c = 0; c < 3; c++) {
      data[i * 4 + c] = alpha[i]! * subject[c]! + (1 - alpha[i]!) * screen[c]! * light;
    }
    data[i * 4 + 3] = 255;
  }
  return { image: { widthPx: WIDTH, heightPx: HEIGHT, data }, alpha };
};

const settings = { similarity: 0.5, smoothness: 0.5, spill: 0.5 };

const keyDisc = (screen: Rgb, subject: Rgb) => {
  const frames = [50, 80, 110].map((centreX) => plateWithDisc(screen, subject, centreX));
  const found = findScreenColor(frames.map(({ image }) => image))!;
  const builder = createPlateBuilder(WIDTH, HEIGHT, found.rgb);
  for (const { image } of frames) builder.addFrame(image);
  const { image, alpha } = frames[1]!;
  return { keyed: createKeyer(builder.finish(), settings).keyFrame(image), alpha };
};

test.each([
  ['green', [40, 180, 70], [200, 150, 120]],
  ['blue', [40, 70, 200], [90, 60, 40]],
  ['yellow', [210, 205, 30], [60, 60, 70]],
] as const)(
  'a soft disc before an uneven %s screen gets its alpha and its own colour back',
  (_, screen, subject) => {
    const { keyed, alpha } = keyDisc(screen, subject);
    let alphaError = 0;
    let colourError = 0;
    let solid = 0;
    for (let i = 0; i < alpha.length; i++) {
      alphaError += Math.abs(keyed.data[i * 4 + 3]! / 255 - alpha[i]!) / alpha.length;
      if (alpha[i]! < 0.5) continue;
      solid++;
      for (let c = 0; c < 3; c++) colourError += Math.abs(keyed.data[i * 4 + c]! - subject[c]!) / 3;
    }
    expect(alphaError).toBeLessThan(0.006);
    expect(colourError / solid).toBeLessThan(6);
  },
);

test('a picture without a saturated, even backdrop has no screen', () => {
  const grey = plateWithDisc([120, 122, 118], [200, 40, 40], 80);
  expect(findScreenColor([grey.image])).toBeNull();
});

test.each([
  [32, 16],
  [37, 9],
  [3, 5],
])('the SIMD kernel adds up the same bare pixels, %i x %i px', (widthPx, heightPx) => {
  const size = { widthPx, heightPx };
  const data = Uint8ClampedArray.from({ length: widthPx * heightPx * 4 }, (_, i) => (i * 89) % 256);
  const bare = Float32Array.from({ length: Math.ceil(widthPx / 4) * Math.ceil(heightPx / 4) }, (_, i) =>
    i % 3 === 0 ? 0 : 1,
  );
  const [plain, simd] = [createPlainSums(size), createSimdSums(size)!];
  for (const sums of [plain, simd, plain, simd]) sums.add({ ...size, data }, bare);
  expect(plain.sums.some((value) => value > 255)).toBe(true);
  expect(simd.sums).toEqual(plain.sums);
});

test.each([
  [160, 90],
  [97, 53],
  [21, 9],
  [1, 1],
])('the SIMD kernel tells the same pixels from the screen, %i x %i px', (widthPx, heightPx) => {
  const scene = noisyScene(widthPx, heightPx, 0.4);
  const plain = classifyScreenPlainly(scene, SCREEN_RGB);
  expect(classifyScreen(scene, SCREEN_RGB)).toEqual(plain);
  if (widthPx > 90) expect(new Set(plain).size).toBe(2);
});
