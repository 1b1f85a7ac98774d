import { expect, test } from 'vitest';
import type { RgbaImage } from '../../core/image';
import { openGpu } from '../../gpu/open-gpu';
import { noisyScene, worstDifference } from '../../gpu/test-pictures';
import type { DecodedFrame } from '../../media/media-source';
import { openGpuHider } from './hide-on-gpu';
import { createHider, type HideMode } from './patcher';
import type { Patch } from './plan-patches';
import { editByPlanes } from './render-marks';

const SIZE = { widthPx: 120, heightPx: 70 };

const patchOf = (xPx: number, widthPx: number, startSeconds: number): Patch => ({
  box: { xPx, yPx: 20, widthPx, heightPx: 24 },
  startSeconds,
  endSeconds: 10,
  amountAt: () => 1,
  isRepeated: false,
});

/** Two that meet, and one whose time has not come. */
const PATCHES = [patchOf(20, 40, 0), patchOf(50, 30, 0), patchOf(95, 20, 5)];

const opaque = (): RgbaImage => {
  const image = noisyScene(SIZE.widthPx, SIZE.heightPx, 0.4);
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
  return image;
};

const frameOf = (image: RgbaImage): DecodedFrame => ({
  ...SIZE,
  timeSeconds: 0,
  durationSeconds: 0.04,
  videoFrame: new VideoFrame(image.data, {
    format: 'RGBA',
    codedWidth: SIZE.widthPx,
    codedHeight: SIZE.heightPx,
    timestamp: 0,
  }),
  readRgba: () => Promise.resolve(image),
  [Symbol.dispose]: () => undefined,
});

test.each(['blur', 'mosaic'] as const)(
  'marks of an RGB frame are hidden by the device as by the CPU: %s',
  async (mode: HideMode) => {
    using gpu = (await openGpu({ allowSoftware: true, log: () => undefined }))!;
    const image = opaque();
    const frame = frameOf(image);
    const hider = await openGpuHider(gpu, { size: SIZE, patches: PATCHES, mode });
    const drawn = await hider.run(frame);
    hider.close();
    frame.videoFrame.close();
    // A real device hands out a frame of a canvas; its pixels go through the encoder's colours.
    if (!('data' in drawn)) return void drawn.close();
    const due = PATCHES.filter(({ startSeconds }) => startSeconds === 0);
    const expected = await editByPlanes(createHider(due, mode))(image);
    const worst = worstDifference(drawn, expected);
    expect(worst.difference, JSON.stringify(worst)).toBeLessThanOrEqual(1);
    expect(worstDifference(expected, image).difference).toBeGreaterThan(30);
  },
);
