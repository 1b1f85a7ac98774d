import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plane, RgbaImage } from '../core/image';
import { addLight, composeOver } from '../vision/compose-over';
import { cellGridOf } from '../vision/chroma-key/cell-fields';
import { wrapLight } from '../vision/chroma-key/light-wrap';
import { enlargeAlpha } from '../vision/matting/enlarge-alpha';
import { estimateLayers, straightColours } from '../vision/matting/estimate-layers';
import { resizeArea } from '../vision/resize';
import { openComposePass } from './open-compose-pass';
import { openFrameCanvas } from './open-frame-canvas';
import { openGpu, type Gpu } from './open-gpu';
import { openMattePass } from './open-matte-pass';
import { openWrapPass } from './open-wrap-pass';
import { createNoise, noisyScene, worstDifference } from './test-pictures';
import { createPicture, createPictureReader, loadPicture } from './textures';

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

/** A scene with every alpha from clear to solid. */
const softSubject = (widthPx: number, heightPx: number): RgbaImage => {
  const image = noisyScene(widthPx, heightPx, 0.5);
  const noise = createNoise(7);
  for (let i = 3; i < image.data.length; i += 4) {
    const x = ((i - 3) / 4) % widthPx;
    image.data[i] = ((x * 300) / widthPx) * (1 + 0.2 * noise()) - 20;
  }
  return image;
};

const backdrop = (widthPx: number, heightPx: number): RgbaImage => {
  const image = noisyScene(widthPx, heightPx, 0.2);
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
  return image;
};

const SIZES = [
  [160, 90],
  [97, 53],
  [9, 17],
  [1, 1],
] as const;

const drawBoth = async (widthPx: number, heightPx: number, strength: number) => {
  const size = { widthPx, heightPx };
  const subject = softSubject(widthPx, heightPx);
  const background = backdrop(widthPx, heightPx);
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  const glow = resizeArea(background, columns, rows);
  const [over, under, target] = [
    createPicture(gpu, size),
    createPicture(gpu, size),
    createPicture(gpu, size),
  ];
  loadPicture(gpu, over, subject);
  loadPicture(gpu, under, background);
  const compose = await openComposePass(gpu, size, 'rgba8unorm');
  const wrap = await openWrapPass(gpu, size, strength);
  const light = strength > 0 ? wrap.light(over, glow) : null;
  compose.draw(target, { subject: over, background: under, light });
  const drawn = await createPictureReader(gpu, size)(target);
  if (strength > 0) addLight(subject, wrapLight(subject, glow, strength));
  const expected: RgbaImage = { ...size, data: new Uint8ClampedArray(subject.data.length) };
  composeOver(subject, background, expected);
  compose.close();
  wrap.close();
  return { drawn, expected };
};

test.each(SIZES)(
  'pictures are laid over others alike on the GPU and the CPU, %i x %i px',
  async (widthPx, heightPx) => {
    const { drawn, expected } = await drawBoth(widthPx, heightPx, 0);
    expectSamePicture(drawn, expected);
  },
);

test.each([0.3, 1])('so is light wrapped round them, strength %f', async (strength) => {
  for (const [widthPx, heightPx] of SIZES) {
    const { drawn, expected } = await drawBoth(widthPx, heightPx, strength);
    expectSamePicture(drawn, expected);
  }
});

/** Alpha that rises across the picture, with hair-thin streaks. */
const smallAlpha = (widthPx: number, heightPx: number): Plane => {
  const data = new Float32Array(widthPx * heightPx);
  const noise = createNoise(3);
  for (let i = 0; i < data.length; i++) {
    const x = i % widthPx;
    data[i] = Math.min(1, Math.max(0, (1.6 * x) / widthPx - 0.3 + 0.15 * noise()));
  }
  return { widthPx, heightPx, data };
};

test.each([
  [160, 90, 64, 36],
  [97, 53, 40, 21],
  [97, 53, 97, 53],
  [9, 5, 3, 2],
] as const)(
  'subjects are cut out alike on the GPU and the CPU, %i x %i px by a matte of %i x %i',
  async (widthPx, heightPx, matteWidth, matteHeight) => {
    const image = noisyScene(widthPx, heightPx, 0.5);
    const small = resizeArea(image, matteWidth, matteHeight);
    const alpha = smallAlpha(matteWidth, matteHeight);
    const guide = { radiusPx: 1, epsilon: 1e-4 };
    const layers = estimateLayers(small, alpha);
    const pass = await openMattePass(gpu, image, guide);
    const read = createPictureReader(gpu, image);
    const drawn = await read(pass.cutOut(image, { image: small, alpha, layers }));
    pass.close();
    expectSamePicture(drawn, straightColours(image, enlargeAlpha(image, small, alpha, guide), layers));
  },
);

test('a device whose canvas does not reach the encoder says so, and lives on', async () => {
  const size = { widthPx: 64, heightPx: 36 };
  const canvas = await openFrameCanvas(gpu, size);
  if (gpu.isSoftware) expect(canvas).toBeNull();
  canvas?.close();
  expect(gpu.isLost()).toBe(false);
});

test('a lost device is told, not drawn over', async () => {
  const doomed = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
  const size = { widthPx: 16, heightPx: 16 };
  const texture = createPicture(doomed, size);
  const read = createPictureReader(doomed, size);
  doomed.device.destroy();
  await expect(read(texture)).rejects.toMatchObject({ code: 'gpu-lost' });
});

test('an error of the device, such as a picture that is too large for it, is told too', async () => {
  const doomed = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
  const size = { widthPx: doomed.device.limits.maxTextureDimension2D + 1, heightPx: 1 };
  const read = createPictureReader(doomed, { widthPx: 1, heightPx: 1 });
  await expect(read(createPicture(doomed, size))).rejects.toMatchObject({ code: 'gpu-lost' });
  doomed[Symbol.dispose]();
});

test('a software adapter is refused unless it is asked for', async () => {
  const told: string[] = [];
  const adapter = await navigator.gpu.requestAdapter();
  const found = await openGpu({ allowSoftware: false, log: (message) => told.push(message) });
  const isSoftware = adapter!.info.isFallbackAdapter || adapter!.info.architecture === 'swiftshader';
  expect(found === null).toBe(isSoftware);
  expect(told).toHaveLength(1);
  found?.[Symbol.dispose]();
});
