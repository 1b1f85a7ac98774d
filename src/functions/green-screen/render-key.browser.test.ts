import { expect, test } from 'vitest';
import '../../core/disposable-symbols';
import type { RgbaImage } from '../../core/image';
import type { BackendChoice } from '../../core/media-function';
import {
  collect,
  openTestMedia,
  openTestScratch,
  writeTestMedia,
  type TestScratch,
} from '../../media/test-media';
import { greenScreen } from './definition';
import { run } from './run';

const SIZE = { widthPx: 96, heightPx: 64 };
const FRAMES = 6;

/** A brown disc that moves over an unevenly lit green cloth. */
const discFrame = (index: number): RgbaImage => {
  const { widthPx, heightPx } = SIZE;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const distance = Math.hypot(x - 30 - index * 6, y - heightPx / 2);
    const alpha = Math.min(1, Math.max(0, (19 - distance) / 3));
    const light = 1 - (0.3 * x) / widthPx;
    [40, 178, 72].forEach((cloth, c) => {
      data[i * 4 + c] = alpha * [170, 110, 80][c]! + (1 - alpha) * cloth * light;
    });
    data[i * 4 + 3] = 255;
  }
  return { widthPx, heightPx, data };
};

/** Broad stripes: no code value of the background is any of the subject. */
const stripes = (): RgbaImage => {
  const { widthPx, heightPx } = SIZE;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    data.set((i % widthPx) % 32 < 16 ? [30, 60, 190, 255] : [220, 220, 90, 255], i * 4);
  }
  return { widthPx, heightPx, data };
};

const clip = (scratch: TestScratch) =>
  writeTestMedia(
    scratch,
    Array.from({ length: FRAMES }, (_, i) => ({
      image: discFrame(i),
      timeSeconds: i / 10,
      durationSeconds: 0.1,
    })),
    { container: 'mp4' },
  );

const still = async (): Promise<File> => {
  const canvas = new OffscreenCanvas(SIZE.widthPx, SIZE.heightPx);
  canvas.getContext('2d')!.putImageData(new ImageData(stripes().data, SIZE.widthPx), 0, 0);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'stripes.png', { type: 'image/png' });
};

interface Render {
  readonly frames: readonly RgbaImage[];
  readonly log: readonly string[];
}

const render = async (
  source: File,
  background: readonly File[],
  options: { readonly backend: BackendChoice; readonly lightWrap?: number },
): Promise<Render> => {
  await using scratch = await openTestScratch();
  const log: string[] = [];
  const ctx = {
    signal: new AbortController().signal,
    progress: () => undefined,
    log: (message: string) => void log.push(message),
    scratch,
    backend: options.backend,
  };
  const params = greenScreen.params.parse({ LightWrap: options.lightWrap ?? 0 });
  const { outputs } = await run({ source: [source], background }, params, ctx);
  const [result] = outputs;
  using media = await openTestMedia(new File([result!.blob], result!.fileName), scratch);
  return { frames: (await collect(media.images())).map(({ image }) => image), log };
};

/** Mean difference of all channels, code values. */
const differenceOf = (a: RgbaImage, b: RgbaImage): number =>
  a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length;

const expectSameRender = (drawn: Render, expected: Render): void => {
  expect(drawn.log.join('\n')).toContain('frames are drawn by');
  expect(drawn.log.join('\n')).not.toContain('the CPU goes on');
  expect(drawn.frames).toHaveLength(FRAMES);
  expect(expected.frames).toHaveLength(FRAMES);
  // Both went through an encoder; where the decoder's frames are turned to RGB differs by device too.
  drawn.frames.forEach((frame, i) => expect(differenceOf(frame, expected.frames[i]!)).toBeLessThan(1.5));
};

test('a clip is keyed alike on the graphics device and on the CPU', async () => {
  await using scratch = await openTestScratch();
  const source = await clip(scratch);
  const onGpu = await render(source, [], { backend: 'webgpu' });
  const onCpu = await render(source, [], { backend: 'wasm' });
  expectSameRender(onGpu, onCpu);
  const middle = onCpu.frames[2]!;
  expect(middle.data[3]).toBe(0);
  expect(middle.data[(32 * SIZE.widthPx + 42) * 4 + 3]).toBe(255);
});

test.each([0, 0.6])('and laid over a background alike, light wrap %f', async (lightWrap) => {
  await using scratch = await openTestScratch();
  const source = await clip(scratch);
  const background = [await still()];
  const onGpu = await render(source, background, { backend: 'webgpu', lightWrap });
  const onCpu = await render(source, background, { backend: 'wasm', lightWrap });
  expectSameRender(onGpu, onCpu);
  const [red, , blue] = onCpu.frames[2]!.data.subarray(0, 4);
  expect(blue! - red!).toBeGreaterThan(100);
});
