import { expect, test } from 'vitest';
import '../../core/disposable-symbols';
import type { RgbaImage } from '../../core/image';
import { noisyScene, SCREEN_RGB, worstDifference } from '../../gpu/test-pictures';
import { planesToRgba, planYuvGains } from '../../media/planes-to-rgba';
import type { Background } from '../../media/open-background';
import { createPlateBuilder } from '../../vision/chroma-key/build-plate';
import { planRgbGains, rgbaToPlanes, type Planes420 } from '../../vision/compose-planes';
import { createCpuPainter } from './paint-on-cpu';
import type { PaintPlan, PaintSource } from './paint-source';
import { createSimdPainter } from './paint-with-simd';

const FORMAT = { matrix: 'smpte170m', fullRange: false } as const;
const COLOR_SPACE: VideoColorSpaceInit = { ...FORMAT, primaries: 'smpte170m', transfer: 'smpte170m' };
const SIZES = [
  { widthPx: 96, heightPx: 64 },
  { widthPx: 90, heightPx: 50 },
] as const;
type Size = (typeof SIZES)[number];

const opaqueScene = ({ widthPx, heightPx }: Size, centre: number): RgbaImage => {
  const scene = noisyScene(widthPx, heightPx, centre);
  for (let i = 3; i < scene.data.length; i += 4) scene.data[i] = 255;
  return scene;
};

/** Stripes that nothing of the scene looks like. */
const stripes: Background = {
  isStill: true,
  draw: async (context) => {
    for (let x = 0; x < context.canvas.width; x += 16) {
      context.fillStyle = x % 32 ? '#1e3cbe' : '#dcdc5a';
      context.fillRect(x, 0, 16, context.canvas.height);
    }
  },
  [Symbol.asyncDispose]: async () => undefined,
};

const planOf = (size: Size, frames: readonly RgbaImage[], more: Partial<PaintPlan> = {}): PaintPlan => {
  const builder = createPlateBuilder(size.widthPx, size.heightPx, SCREEN_RGB);
  for (const frame of frames) builder.addFrame(frame);
  const span = { startSeconds: -Infinity, endSeconds: Infinity, example: null };
  const screen = { rgb: SCREEN_RGB, coverage: 1, borderCoverage: 1 };
  return {
    ...size,
    segments: [{ ...span, screen, plate: builder.finish() }],
    settings: { similarity: 0.5, smoothness: 0.5, spill: 0.5 },
    garbage: [[0.1, 0.2, 0.13, 0.3]],
    background: null,
    lightWrap: 0,
    ...more,
  };
};

const pixelSource = (image: RgbaImage, index: number): PaintSource => ({
  timeSeconds: index / 10,
  videoFrame: null,
  readPixels: () => Promise.resolve(image),
});

const createPlanes = ({ widthPx, heightPx }: Size): Planes420 => ({
  y: new Uint8ClampedArray(widthPx * heightPx),
  u: new Uint8ClampedArray((widthPx * heightPx) / 4),
  v: new Uint8ClampedArray((widthPx * heightPx) / 4),
});

const planeBytes = ({ y, u, v }: Planes420): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(y.length + u.length + v.length);
  bytes.set(y);
  bytes.set(u, y.length);
  bytes.set(v, y.length + u.length);
  return bytes;
};

const readPlanes = async (frame: VideoFrame): Promise<Uint8Array> => {
  const { widthPx, heightPx } = { widthPx: frame.codedWidth, heightPx: frame.codedHeight };
  const bytes = new Uint8Array((widthPx * heightPx * 3) / 2);
  const luma = widthPx * heightPx;
  await frame.copyTo(bytes, {
    layout: [
      { offset: 0, stride: widthPx },
      { offset: luma, stride: widthPx / 2 },
      { offset: luma * 1.25, stride: widthPx / 2 },
    ],
  });
  return bytes;
};

const worstOf = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0);

test.each(SIZES)('frames come out transparent as by the plain painter: %o', async (size) => {
  const frames = [0.3, 0.5, 0.7].map((centre) => noisyScene(size.widthPx, size.heightPx, centre));
  const plan = planOf(size, frames);
  const [simd, plain] = [createSimdPainter(plan)!, createCpuPainter(plan)];
  for (const [index, frame] of frames.entries()) {
    const drawn = (await simd.run(pixelSource(frame, index))) as RgbaImage;
    const expected = (await plain.run(pixelSource(frame, index))) as RgbaImage;
    const { difference } = worstDifference(drawn, expected);
    expect(difference).toBeLessThanOrEqual(1);
  }
});

test.each(SIZES.flatMap((size) => [0, 0.6].map((lightWrap) => ({ size, lightWrap }))))(
  'planes go in and composed planes come out, in the colour space of the source: %o',
  async ({ size, lightWrap }) => {
    const scenes = [0.3, 0.5, 0.7].map((centre) => opaqueScene(size, centre));
    const planes = scenes.map((scene) => {
      const out = createPlanes(size);
      rgbaToPlanes(scene, planRgbGains(FORMAT), out);
      return out;
    });
    const pictures = planes.map((from) => {
      const out = { ...size, data: new Uint8ClampedArray(size.widthPx * size.heightPx * 4) };
      const strides = { lumaStride: size.widthPx, chromaStride: size.widthPx / 2 };
      planesToRgba({ ...from, ...strides }, planYuvGains(FORMAT), out);
      return out;
    });
    const plan = planOf(size, pictures, { background: stripes, lightWrap });
    const [simd, plain] = [createSimdPainter(plan)!, createCpuPainter(plan)];
    for (const [index, picture] of pictures.entries()) {
      using videoFrame = closing(
        new VideoFrame(planeBytes(planes[index]!), {
          format: 'I420',
          codedWidth: size.widthPx,
          codedHeight: size.heightPx,
          timestamp: 0,
          colorSpace: COLOR_SPACE,
        }),
      );
      const source = { ...pixelSource(picture, index), videoFrame: videoFrame.frame };
      using drawn = closing((await simd.run(source)) as VideoFrame);
      expect(drawn.frame.colorSpace.matrix).toBe('smpte170m');
      const expected = createPlanes(size);
      const composed = (await plain.run(pixelSource(picture, index))) as RgbaImage;
      rgbaToPlanes(composed, planRgbGains(FORMAT), expected);
      // The plain way goes through RGB, where strong colours are cut off: the samples of solid cells are kept here.
      expect(worstOf(await readPlanes(drawn.frame), planeBytes(expected))).toBeLessThanOrEqual(
        lightWrap ? 6 : 3,
      );
    }
  },
);

/** A frame that is closed at the end of its block. */
const closing = (frame: VideoFrame) => ({ frame, [Symbol.dispose]: () => frame.close() });
