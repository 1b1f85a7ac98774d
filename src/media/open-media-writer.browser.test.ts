import { expect, test } from 'vitest';
import { EncodedPacketSink } from 'mediabunny';
import type { MediaSource } from './media-source';
import { openMediaWriter } from './open-media-writer';
import {
  collect,
  openTestMedia,
  openTestScratch,
  pixelAt,
  readSound,
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
    for await (const frame of media.frames()) {
      using own = frame;
      const color = COLORS[Math.floor(own.timeSeconds / 0.5 + 0.01)]!;
      expectColor(pixelAt(await own.readRgba(), 160, 90), color, 8);
    }
    for await (const { image, timeSeconds } of media.images({ maxWidthPx: 40 }))
      expectColor(pixelAt(image, 20, 11), COLORS[Math.floor(timeSeconds / 0.5 + 0.01)]!, 8);
    times.forEach((time, i) => expect(time).toBeCloseTo(i * 0.1, 3));
    let [sum, count] = [0, 0];
    for await (const block of media.pcm({ channels: 1 }))
      for (const value of block.channels[0]!) [sum, count] = [sum + value * value, count + 1];
    // A sine at half scale has an RMS of 0.354.
    expect(Math.sqrt(sum / count)).toBeCloseTo(0.354, 1);
  });

test('x264 in WebAssembly writes the same frames where WebCodecs can not encode', async () => {
  await using scratch = await openTestScratch();
  const file = await writeTestMedia(scratch, colorFrames(320, 180), { container: 'mp4', engine: 'ffmpeg' });
  using media = await openTestMedia(file, scratch);
  expect(media.video?.codec).toMatch(/^avc1/);
  const pictures = await collect(media.images());
  expect(pictures).toHaveLength(30);
  for (const { image, timeSeconds } of pictures)
    expectColor(pixelAt(image, 160, 90), COLORS[Math.floor(timeSeconds / 0.5 + 0.01)]!, 8);
});

test('odd sides lose one row and column in MP4 and stay whole in WebM', async () => {
  await using scratch = await openTestScratch();
  for (const [container, widthPx, heightPx] of [
    ['mp4', 160, 90],
    ['webm', 161, 91],
  ] as const) {
    using media = await openTestMedia(
      await writeTestMedia(scratch, colorFrames(161, 91), { container }),
      scratch,
    );
    expect(media.video).toMatchObject({ widthPx, heightPx });
  }
});

test('transparent WebM keeps straight colours', async () => {
  await using scratch = await openTestScratch();
  const color = [200, 30, 40, 128] as const;
  const frames = Array.from({ length: 5 }, (_, i) => ({
    image: solidImage(160, 96, color, [30, 60, 210, 255]),
    timeSeconds: i / 10,
    durationSeconds: 0.1,
  }));
  using media = await openTestMedia(
    await writeTestMedia(scratch, frames, { container: 'webm', alpha: true }),
    scratch,
  );
  expect(media.video?.hasAlpha).toBe(true);
  for await (const frame of media.frames()) {
    using own = frame;
    const image = await own.readRgba();
    expectColor(pixelAt(image, 40, 48), color, 6);
    expectColor(pixelAt(image, 120, 48), [30, 60, 210, 255], 6);
  }
  const [small] = await collect(media.imagesAt([0], { maxWidthPx: 40 }));
  expectColor(pixelAt(small!.image, 8, 10), color, 8);
});

const audioPackets = async (media: MediaSource): Promise<string[]> => {
  const track = media.encoded?.audio;
  const packets = track ? await collect(new EncodedPacketSink(track).packets()) : [];
  return packets.map((packet) => `${packet.timestamp.toFixed(4)} ${[...packet.data].join()}`);
};

test('untouched audio is copied bit for bit and at its time', async () => {
  await using scratch = await openTestScratch();
  const frames = colorFrames(160, 96);
  using source = await openTestMedia(
    await writeTestMedia(scratch, frames, { container: 'mp4', toneHz: 440 }),
    scratch,
  );
  using copy = await openTestMedia(
    await writeTestMedia(scratch, frames, { container: 'mp4', audio: { kind: 'copy', from: source } }),
    scratch,
  );
  const expected = await audioPackets(source);
  expect(expected.length).toBeGreaterThan(100);
  expect(await audioPackets(copy)).toEqual(expected);
  // WebM does not take AAC, so there it is encoded again.
  using webm = await openTestMedia(
    await writeTestMedia(scratch, frames, { container: 'webm', audio: { kind: 'copy', from: source } }),
    scratch,
  );
  expect(webm.audio?.codec).toBe('opus');
  expect(webm.audio?.durationSeconds).toBeCloseTo(3, 1);
});

for (const container of ['mp4', 'webm'] as const)
  test(`${container}: sound lands on its sample`, async () => {
    await using scratch = await openTestScratch();
    await using writer = await openMediaWriter({
      target: await scratch.createFile(`impulse.${container}`),
      container,
      audio: { kind: 'pcm', sampleRateHz: 48000, channels: 1 },
      signal: new AbortController().signal,
      log: () => undefined,
    });
    const plane = new Float32Array(48000);
    plane[24000] = 0.9;
    await writer.addPcm({ timeSeconds: 0, sampleRateHz: 48000, frameCount: 48000, channels: [plane] });
    using media = await openTestMedia(await writer.finish(), scratch);
    const sound = await readSound(media);
    const peak = sound.reduce((best, value, i) => (Math.abs(value) > Math.abs(sound[best]!) ? i : best), 0);
    expect(peak).toBe(24000);
  });

test('a writer that is left or cancelled removes its file', async () => {
  await using scratch = await openTestScratch();
  const controller = new AbortController();
  const write = async () => {
    await using writer = await openMediaWriter({
      target: await scratch.createFile('left.mp4'),
      container: 'mp4',
      video: { widthPx: 160, heightPx: 96, frameRate: 10 },
      signal: controller.signal,
      log: () => undefined,
    });
    for (const frame of colorFrames(160, 96)) {
      await writer.addFrame(frame.image, frame.timeSeconds, frame.durationSeconds);
      if (frame.timeSeconds > 1) controller.abort();
    }
  };
  await expect(write()).rejects.toThrow(/abort/i);
  expect(await scratch.names()).toEqual([]);
});
