import { expect, test } from 'vitest';
import {
  openTestMedia,
  openTestScratch,
  pixelAt,
  solidImage,
  writeTestMedia,
  type TestFrame,
} from './test-media';

const COLORS: readonly (readonly [number, number, number, number])[] = [
  [200, 30, 40, 255],
  [20, 180, 60, 255],
  [30, 60, 210, 255],
  [128, 128, 128, 255],
  [250, 250, 250, 255],
  [5, 5, 5, 255],
];

/** Each colour for half a second at 10 frames a second. */
const colorFrames = (widthPx: number, heightPx: number): TestFrame[] =>
  COLORS.flatMap((color, step) =>
    Array.from({ length: 5 }, (_, i) => ({
      image: solidImage(widthPx, heightPx, color),
      timeSeconds: step * 0.5 + i * 0.1,
      durationSeconds: 0.1,
    })),
  );

const expectColor = (actual: number[], expected: readonly number[], tolerance: number) =>
  actual.forEach((value, i) =>
    expect(Math.abs(value - expected[i]!), `${actual} vs ${expected}`).toBeLessThanOrEqual(tolerance),
  );

for (const container of ['mp4', 'webm'] as const)
  test(`${container}: frames, colours, times and sound survive a round trip`, async () => {
    await using scratch = await openTestScratch();
    const file = await writeTestMedia(scratch, colorFrames(320, 180), { container, toneHz: 440 });
    using media = await openTestMedia(file, scratch);
    expect(media.engine).toBe('webcodecs');
    expect(media.video).toMatchObject({ widthPx: 320, heightPx: 180, isVariableFrameRate: false });
    expect(media.video?.frameRate).toBeCloseTo(10, 2);
    expect(media.durationSeconds).toBeCloseTo(3, 1);
    const times: number[] = [];
    for await (const { image, timeSeconds } of media.images()) {
      times.push(timeSeconds);
      expectColor(pixelAt(image, 160, 90), COLORS[Math.floor(timeSeconds / 0.5 + 0.01)]!, 8);
    }
    expect(times).toHaveLength(30);
    times.forEach((time, i) => expect(time).toBeCloseTo(i * 0.1, 3));
    let [sum, count] = [0, 0];
    for await (const block of media.pcm({ channels: 1 }))
      for (const value of block.channels[0]!) [sum, count] = [sum + value * value, count + 1];
    // A sine at half scale has an RMS of 0.354.
    expect(Math.sqrt(sum / count)).toBeCloseTo(0.354, 1);
  });
