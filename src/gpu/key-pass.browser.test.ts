import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';
import { createPlateBuilder, type ScreenPlate } from '../vision/chroma-key/build-plate';
import { createKeyer, type KeyerSettings } from '../vision/chroma-key/create-keyer';
import { openGpu, type Gpu } from './open-gpu';
import { openKeyPass } from './open-key-pass';
import { noisyScene, SCREEN_RGB, worstDifference } from './test-pictures';
import { createPictureReader } from './textures';

let gpu: Gpu;

/** No channel of any pixel differs by more than one code value. */
const expectSamePicture = (drawn: RgbaImage, expected: RgbaImage): void => {
  expect(drawn.data.length).toBe(expected.data.length);
  const worst = worstDifference(drawn, expected);
  expect(worst.difference, JSON.stringify(worst)).toBeLessThanOrEqual(1);
};

beforeAll(async () => {
  gpu = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
  expect(gpu).not.toBeNull();
});

afterAll(() => gpu[Symbol.dispose]());

const MIDDLE: KeyerSettings = { similarity: 0.5, smoothness: 0.5, spill: 0.5 };

const plateOf = (frames: readonly RgbaImage[]): ScreenPlate => {
  const [{ widthPx, heightPx }] = frames as [RgbaImage];
  const builder = createPlateBuilder(widthPx, heightPx, SCREEN_RGB);
  for (const frame of frames) builder.addFrame(frame);
  return builder.finish();
};

const keyBoth = async (
  [widthPx, heightPx]: readonly [number, number],
  keyer: KeyerSettings,
  garbage: readonly BoxPx[] = [],
) => {
  const frames = [0.3, 0.5, 0.7].map((centre) => noisyScene(widthPx, heightPx, centre));
  const plate = plateOf(frames);
  const twin = createKeyer(plate, keyer);
  const pass = await openKeyPass(gpu, plate, { keyer, garbage });
  const read = createPictureReader(gpu, { widthPx, heightPx });
  const pairs: { readonly drawn: RgbaImage; readonly expected: RgbaImage }[] = [];
  for (const frame of frames) {
    const drawn = await read(await pass.key(frame));
    const expected = twin.keyFrame(frame);
    pairs.push({ drawn, expected: { ...expected, data: expected.data.slice() } });
  }
  pass.close();
  return pairs;
};

test.each([
  [160, 90],
  [97, 53],
  [17, 9],
  [8, 8],
  [1, 1],
] as const)(
  'the keyer draws the same picture on the GPU and on the CPU, %i x %i px',
  async (width, height) => {
    for (const { drawn, expected } of await keyBoth([width, height], MIDDLE))
      expectSamePicture(drawn, expected);
  },
);

test.each([
  { similarity: 0, smoothness: 0, spill: 0 },
  { similarity: 1, smoothness: 1, spill: 1 },
  { similarity: 0, smoothness: 1, spill: 1 },
  { similarity: 1, smoothness: 0, spill: 0.5 },
])('so it does at the ends of the sliders: %o', async (settings) => {
  for (const { drawn, expected } of await keyBoth([96, 64], settings)) expectSamePicture(drawn, expected);
});

test('boxes that are never subject are clear, the rest is as before', async () => {
  const box = { xPx: 20.4, yPx: 11.6, widthPx: 30, heightPx: 20 };
  const [pair] = await keyBoth([96, 64], MIDDLE, [box]);
  const { drawn, expected } = pair!;
  for (let y = 12; y < 32; y++) expected.data.fill(0, (y * 96 + 20) * 4, (y * 96 + 50) * 4);
  expectSamePicture(drawn, expected);
});
