import { expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { readGif } from './read-gif';
import { writeGif, type GifScene } from './write-gif';

const WIDTH = 64;
const HEIGHT = 40;

const paint = (at: (x: number, y: number) => readonly number[]): RgbaImage => {
  const pixels = Array.from({ length: WIDTH * HEIGHT }, (_, i) => [
    ...at(i % WIDTH, Math.floor(i / WIDTH)),
    255,
  ]);
  return { widthPx: WIDTH, heightPx: HEIGHT, data: Uint8ClampedArray.from(pixels.flat()) };
};

const gradient = (shift: number) => paint((x, y) => [(x * 4 + shift) % 256, y * 6, 128]);

const meanError = (a: RgbaImage, b: RgbaImage): number =>
  a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length;

const options = { colors: 255, tolerance: 2, signal: new AbortController().signal };
const decode = async (scenes: readonly GifScene[], changes: Partial<typeof options> = {}) => {
  const blob = await writeGif(scenes, { ...options, ...changes });
  const frames: { readonly image: RgbaImage }[] = [];
  const gif = readGif(new Uint8Array(await blob.arrayBuffer()), (image) =>
    frames.push({ image: { ...image, data: image.data.slice() } }),
  );
  return { gif: { ...gif, frames }, bytes: blob.size };
};
const sceneOf = (images: readonly RgbaImage[], durationSeconds = 0.1): GifScene => ({
  frames: images.map((image) => ({ image, durationSeconds })),
});

test('what is written decodes to the same pictures, looping forever', async () => {
  const images = [0, 20, 40].map(gradient);
  const { gif } = await decode([sceneOf(images)]);
  expect([gif.widthPx, gif.heightPx, gif.repeat, gif.frameCount]).toEqual([WIDTH, HEIGHT, 0, 3]);
  gif.frames.forEach((frame, i) => expect(meanError(frame.image, images[i]!)).toBeLessThan(4));
});

test('each scene has its own palette', async () => {
  const red = paint((x) => [x * 4, 0, 0]);
  const blue = paint((x) => [0, 0, x * 4]);
  const { gif } = await decode([sceneOf([red]), sceneOf([blue])], { colors: 32 });
  expect(meanError(gif.frames[0]!.image, red)).toBeLessThan(2);
  expect(meanError(gif.frames[1]!.image, blue)).toBeLessThan(2);
});

test('dithering keeps the mean colour that the palette does not have', async () => {
  const grey = paint((x) => (x < 4 ? [0, 0, 0] : x < 8 ? [255, 255, 255] : [100, 100, 100]));
  const { gif } = await decode([sceneOf([grey])], { colors: 2 });
  const right = [...gif.frames[0]!.image.data].filter((_, i) => i % 4 === 0 && (i / 4) % WIDTH >= 16);
  const mean = right.reduce((sum, value) => sum + value, 0) / right.length;
  expect(Math.abs(mean - 100)).toBeLessThan(25);
});

test('a still scene costs almost nothing after its first frame', async () => {
  const one = await decode([sceneOf([gradient(0)])]);
  const ten = await decode([sceneOf(Array.from({ length: 10 }, () => gradient(0)))]);
  expect((ten.bytes - one.bytes) / 9).toBeLessThan(one.bytes / 2);
  expect(meanError(ten.gif.frames[9]!.image, gradient(0))).toBeLessThan(4);
});

test('rounded delays add up to the true length', async () => {
  const { gif } = await decode([
    sceneOf(
      Array.from({ length: 30 }, (_, i) => gradient(i)),
      1 / 24,
    ),
  ]);
  expect(Math.abs(gif.durationSeconds - 30 / 24)).toBeLessThan(0.011);
});

test('a damaged GIF is refused', async () => {
  const blob = await writeGif([sceneOf([gradient(0)])], options);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  expect(() => readGif(bytes.subarray(0, bytes.length - 40))).toThrow();
  expect(() => readGif(Uint8Array.from([1, 2, 3]))).toThrow();
});
