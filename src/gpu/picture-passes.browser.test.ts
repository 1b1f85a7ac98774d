import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { planeRect, type EditPlane } from '../vision/marks/edit-plane';
import { blurRect, mosaicRect } from '../vision/marks/hide-rect';
import { samplePicture } from '../vision/sample-picture';
import { planSampling } from '../vision/sample-plane';
import { openGpu, type Gpu } from './open-gpu';
import { openHidePass, type Hiding } from './open-hide-pass';
import { openScalePass } from './open-scale-pass';
import { noisyScene, worstDifference } from './test-pictures';
import { createPicture, createPictureReader, loadPicture } from './textures';

let gpu: Gpu;

beforeAll(async () => {
  gpu = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
  expect(gpu).not.toBeNull();
});

afterAll(() => gpu[Symbol.dispose]());

const opaqueScene = (widthPx: number, heightPx: number): RgbaImage => {
  const image = noisyScene(widthPx, heightPx, 0.4);
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
  return image;
};

/** The picture on the device, once to be read and once to be stored to. */
const load = (image: RgbaImage): readonly [GPUTexture, GPUTexture] => {
  const [source, target] = [createPicture(gpu, image), createPicture(gpu, image, true)];
  loadPicture(gpu, source, image);
  loadPicture(gpu, target, image);
  return [source, target];
};

const SITING = { x: 0.5, y: 0.5 };

test.each([
  ['shrunk', { x: 0, y: 0, width: 160, height: 90 }, { x: 3, y: 11, width: 51, height: 29 }],
  [
    'cropped and moved by a part of a pixel',
    { x: 30.25, y: 0, width: 50, height: 80 },
    { x: 0, y: 0, width: 50, height: 80 },
  ],
  ['grown', { x: 40, y: 20, width: 20, height: 31 }, { x: 5, y: 0, width: 61, height: 97 }],
  ['shrunk to a blur', { x: 60, y: 0, width: 50, height: 90 }, { x: 0, y: 0, width: 7, height: 12 }],
] as const)('a picture is %s to the same bytes on the GPU and the CPU', async (_, from, to) => {
  const image = opaqueScene(160, 90);
  const canvas = opaqueScene(70, 100);
  const sampling = planSampling(from, image, { widthPx: to.width, heightPx: to.height }, SITING);
  const [source] = load(image);
  const [, target] = load(canvas);
  const pass = await openScalePass(gpu);
  pass.draw({ source, sampling, target, to, light: 0.7 });
  const drawn = await createPictureReader(gpu, canvas)(target);
  pass.close();
  const expected = { ...canvas, data: canvas.data.slice() };
  samplePicture(image, sampling, expected, { to, light: 0.7 });
  const worst = worstDifference(drawn, expected);
  expect(worst.difference, JSON.stringify(worst)).toBe(0);
  expect(worstDifference(expected, canvas).difference).toBeGreaterThan(50);
});

/** What the CPU makes of it: every colour as a plane of its own. */
const hideOnCpu = (image: RgbaImage, box: Parameters<typeof planeRect>[1], hiding: Hiding): RgbaImage => {
  const data = image.data.slice();
  for (let c = 0; c < 3; c++) {
    const own = Uint8Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + c]!);
    const plane: EditPlane = { data: own, widthPx: image.widthPx, heightPx: image.heightPx, scale: 1 };
    const rect = planeRect(plane, box, 4);
    if (hiding.mode === 'blur') blurRect(plane, rect, hiding.radiusPx);
    else mosaicRect(plane, rect, hiding.cellPx);
    own.forEach((value, i) => (data[4 * i + c] = value));
  }
  return { ...image, data };
};

test.each([
  ['blurred', { mode: 'blur', radiusPx: 9 }],
  ['blurred wider than it is', { mode: 'blur', radiusPx: 60 }],
  ['put into squares', { mode: 'mosaic', cellPx: 11 }],
] as const)('a part of a picture is %s alike on the GPU and the CPU', async (_, hiding) => {
  const image = opaqueScene(97, 61);
  for (const box of [
    { xPx: 20, yPx: 12, widthPx: 33, heightPx: 21 },
    { xPx: 80, yPx: 50, widthPx: 17, heightPx: 11 },
  ]) {
    const [source, target] = load(image);
    const rect = planeRect({ ...image, data: new Uint8Array(0), scale: 1 }, box, 4);
    (await openHidePass(gpu)).draw({ source, target, rect, hiding });
    const drawn = await createPictureReader(gpu, image)(target);
    const expected = hideOnCpu(image, box, hiding);
    const worst = worstDifference(drawn, expected);
    expect(worst.difference, JSON.stringify(worst)).toBeLessThanOrEqual(1);
    expect(worstDifference(expected, image).difference).toBeGreaterThan(5);
  }
});
