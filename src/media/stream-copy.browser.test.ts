import { expect, test } from 'vitest';
import { cutClip } from './cut-clip';
import {
  collect,
  openTestMedia,
  openTestScratch,
  pixelAt,
  readSound,
  solidImage,
  writeTestMedia,
} from './test-media';

const SECONDS = 6;
const FRAME_RATE = 10;

/** Red, green and blue for two seconds each; keyframes lie two seconds apart. */
const colorAt = (seconds: number): [number, number, number, number] =>
  seconds < 2 ? [220, 20, 20, 255] : seconds < 4 ? [20, 200, 20, 255] : [20, 20, 220, 255];

const frames = Array.from({ length: SECONDS * FRAME_RATE }, (_, i) => ({
  image: solidImage(64, 48, colorAt(i / FRAME_RATE)),
  timeSeconds: i / FRAME_RATE,
  durationSeconds: 1 / FRAME_RATE,
}));

for (const [what, startSeconds, exact, isCopied] of [
  ['from a keyframe', 2, false, true],
  ['from between keyframes, its lead-in hidden', 3, false, true],
  ['from between keyframes, encoded', 3, true, false],
] as const)
  test(`a clip ${what}, begins with the right frame and has the sound of its stretch`, async () => {
    await using scratch = await openTestScratch();
    const made = await writeTestMedia(scratch, frames, { container: 'mp4', toneHz: 440 });
    using source = await openTestMedia(made, scratch);
    const clip = await cutClip(source, { startSeconds, endSeconds: 5 }, await source.keyframeTimes(), {
      target: await scratch.createFile('clip.mp4'),
      exact,
      signal: new AbortController().signal,
      log: () => undefined,
    });
    expect(clip.isCopied).toBe(isCopied);
    using media = await openTestMedia(clip.file, scratch);
    expect(Math.abs(media.durationSeconds - (5 - startSeconds))).toBeLessThan(0.15);
    const pictures = (await collect(media.images())).filter(({ timeSeconds }) => timeSeconds >= -1e-3);
    expect(Math.abs(pictures.length - (5 - startSeconds) * FRAME_RATE)).toBeLessThanOrEqual(1);
    const [red, green, blue] = pixelAt(pictures[0]!.image, 10, 10);
    expect(green! - red!).toBeGreaterThan(100);
    expect(green! - blue!).toBeGreaterThan(100);
    const last = pixelAt(pictures.at(-1)!.image, 10, 10);
    expect(last[2]! - last[1]!).toBeGreaterThan(100);
    expect(Math.abs((await readSound(media)).length / 48000 - (5 - startSeconds))).toBeLessThan(0.1);
  });
