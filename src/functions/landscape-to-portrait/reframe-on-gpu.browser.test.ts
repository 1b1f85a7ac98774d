import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RgbaImage } from '../../core/image';
import { openGpu, type Gpu } from '../../gpu/open-gpu';
import type { DecodedFrame } from '../../media/media-source';
import { createCanvasReframer, type CanvasFill } from './draw-reframed';
import type { Placement } from './plan-placement';
import { openGpuReframer } from './reframe-on-gpu';

const INPUT = { widthPx: 160, heightPx: 90 };
const OUTPUT = { widthPx: 50, heightPx: 90 };

let gpu: Gpu;

beforeAll(async () => {
  gpu = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
  expect(gpu).not.toBeNull();
});

afterAll(() => gpu[Symbol.dispose]());

/** Broad waves of colour on a canvas. */
const openScene = (): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(INPUT.widthPx, INPUT.heightPx);
  const data = new Uint8ClampedArray(INPUT.widthPx * INPUT.heightPx * 4);
  for (let i = 0; i < data.length / 4; i++) {
    const [x, y] = [i % INPUT.widthPx, Math.floor(i / INPUT.widthPx)];
    const wave = (period: number) => 128 + 90 * Math.sin((x + y / 2) / period);
    data.set([wave(9), wave(14), wave(23), 255], i * 4);
  }
  canvas.getContext('2d')!.putImageData(new ImageData(data, INPUT.widthPx), 0, 0);
  return canvas;
};

const pixelsOf = (canvas: OffscreenCanvas): RgbaImage => {
  const { width: widthPx, height: heightPx } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, widthPx, heightPx);
  return { widthPx, heightPx, data: data as Uint8ClampedArray<ArrayBuffer> };
};

const drawOnGpu = async (scene: OffscreenCanvas, fill: CanvasFill, placement: Placement) => {
  using videoFrame = Object.assign(new VideoFrame(scene, { timestamp: 0 }), {
    [Symbol.dispose]() {
      videoFrame.close();
    },
  });
  const frame: DecodedFrame = {
    ...INPUT,
    timeSeconds: 0,
    durationSeconds: 0.04,
    videoFrame,
    readRgba: () => Promise.resolve(pixelsOf(scene)),
    [Symbol.dispose]: () => undefined,
  };
  const reframer = await openGpuReframer(gpu, { input: INPUT, output: OUTPUT, fill });
  const drawn = await reframer.run({ frame, placement });
  reframer.close();
  if ('data' in drawn) return drawn;
  const data = new Uint8ClampedArray(OUTPUT.widthPx * OUTPUT.heightPx * 4);
  await drawn.copyTo(data, { format: 'RGBA', colorSpace: 'srgb' });
  drawn.close();
  return { ...OUTPUT, data };
};

/** Mean difference of the colours inside and outside the rows of the picture. */
const meanDifferences = (a: RgbaImage, b: RgbaImage, { to }: Placement): readonly [number, number] => {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    if (i % 4 === 3) continue;
    const y = Math.floor(i / 4 / OUTPUT.widthPx);
    const place = y >= to.y && y < to.y + to.height ? 0 : 1;
    sums[place]! += Math.abs(a.data[i]! - b.data[i]!);
    counts[place]!++;
  }
  return [sums[0]! / Math.max(1, counts[0]!), sums[1]! / Math.max(1, counts[1]!)];
};

const WHOLE: Placement = {
  from: { x: 0, y: 0, width: 160, height: 90 },
  to: { x: 0, y: 30, width: 50, height: 28 },
};
const CROP: Placement = {
  from: { x: 40.5, y: 0, width: 50, height: 90 },
  to: { x: 0, y: 0, width: 50, height: 90 },
};

test.each([
  ['over a blurred backdrop', { kind: 'blur' }, WHOLE],
  ['over a colour', { kind: 'color', color: '#2040a0' }, WHOLE],
  ['cropped', { kind: 'blur' }, CROP],
] as const)('a frame is drawn by the device as on a canvas: %s', async (_, fill, placement) => {
  const scene = openScene();
  const drawn = await drawOnGpu(scene, fill, placement);
  const expected = pixelsOf(
    createCanvasReframer(OUTPUT, fill)(scene, { width: INPUT.widthPx, height: INPUT.heightPx }, placement),
  );
  const [inside, outside] = meanDifferences(drawn, expected, placement);
  // The canvas has a filter of its own.
  expect(inside).toBeLessThan(4);
  expect(outside).toBeLessThan(8);
});
