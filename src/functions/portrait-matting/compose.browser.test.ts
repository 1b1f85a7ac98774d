import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plane, RgbaImage } from '../../core/image';
import { openGpu, type Gpu } from '../../gpu/open-gpu';
import { openWithTwin } from '../../gpu/open-with-twin';
import { cutOutSubject } from '../../vision/matting/cut-out';
import { enlargeAlpha } from '../../vision/matting/enlarge-alpha';
import type { Layers } from '../../vision/matting/estimate-layers';
import { resizeArea } from '../../vision/resize';
import { createComposer, type Matted } from './compose';
import { openGpuComposer } from './compose-on-gpu';
import { portraitMatting } from './definition';
import { EDGE_GUIDE } from './matte-frames';

const SIZE = { widthPx: 120, heightPx: 68 };

let gpu: Gpu;

beforeAll(async () => {
  gpu = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
  expect(gpu).not.toBeNull();
});

afterAll(() => gpu[Symbol.dispose]());

/** A red disc with a soft rim before blue and grey stripes. */
const matted = (): Matted => {
  const { widthPx, heightPx } = SIZE;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const share = Math.min(1, Math.max(0, (22 - Math.hypot(x - 60, y - 34)) / 6));
    const behind = y % 20 < 10 ? [40, 60, 160] : [128, 128, 128];
    behind.forEach((value, c) => (data[i * 4 + c] = share * [190, 60, 50][c]! + (1 - share) * value));
    data[i * 4 + 3] = 255;
  }
  const image: RgbaImage = { ...SIZE, data };
  const small = resizeArea(image, 60, 34);
  const values = new Float32Array(60 * 34);
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.min(1, Math.max(0, (11 - Math.hypot((i % 60) - 30, Math.floor(i / 60) - 17)) / 3));
  }
  const alpha: Plane = { widthPx: 60, heightPx: 34, data: values };
  const fullAlpha = () => enlargeAlpha(image, small, alpha, EDGE_GUIDE);
  const cutOut = (layers: Layers) => cutOutSubject(image, { image: small, alpha, layers }, EDGE_GUIDE);
  return { image, fullAlpha, cutOut, timeSeconds: 0, small: { image: small, alpha } };
};

const pixelsOf = async (picture: RgbaImage | OffscreenCanvas | VideoFrame): Promise<RgbaImage> => {
  if (picture instanceof OffscreenCanvas) {
    const { data } = picture.getContext('2d')!.getImageData(0, 0, SIZE.widthPx, SIZE.heightPx);
    return { ...SIZE, data };
  }
  if (!(picture instanceof VideoFrame)) return picture;
  const data = new Uint8ClampedArray(SIZE.widthPx * SIZE.heightPx * 4);
  await picture.copyTo(data, { format: 'RGBA', colorSpace: 'srgb' });
  picture.close();
  return { ...SIZE, data };
};

const largestDifference = (a: RgbaImage, b: RgbaImage): number =>
  a.data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b.data[i]!)), 0);

test.each([
  // A canvas multiplies by alpha in eight bits, and is off by one or two where the composer on the device is not.
  ['transparent', 1],
  ['color', 3],
  ['blur', 3],
] as const)('the composer gives the same picture on the device and on the CPU: %s', async (Output, limit) => {
  const params = portraitMatting.params.parse({ Output, Color: '#20a060', Blur: 0.4 });
  const onGpu = await openGpuComposer(gpu, { params, background: null, size: SIZE });
  const onCpu = createComposer(params, null);
  const drawn = await pixelsOf(await onGpu.run(matted()));
  const expected = await pixelsOf(await onCpu.run(matted()));
  onGpu.close();
  expect(largestDifference(drawn, expected)).toBeLessThanOrEqual(limit);
});

test('when the device is lost, the CPU finishes the frame and all that follow', async () => {
  const params = portraitMatting.params.parse({ Output: 'transparent' });
  const log: string[] = [];
  let device: GPUDevice | null = null;
  const composer = await openWithTwin({
    backend: 'webgpu',
    signal: new AbortController().signal,
    log: (message) => log.push(message),
    onGpu: (opened) => {
      device = opened.device;
      return openGpuComposer(opened, { params, background: null, size: SIZE });
    },
    twin: () => createComposer(params, null),
  });
  const before = await pixelsOf(await composer.run(matted()));
  device!.destroy();
  const after = await pixelsOf(await composer.run(matted()));
  const later = await pixelsOf(await composer.run(matted()));
  composer.close();
  expect(log.some((line) => line.includes('the CPU goes on'))).toBe(true);
  expect(largestDifference(after, before)).toBeLessThanOrEqual(1);
  expect(later.data).toEqual(after.data);
});
