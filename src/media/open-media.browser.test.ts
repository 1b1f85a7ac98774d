import { beforeAll, expect, test } from 'vitest';
import { MediaError } from '../core/errors';
import { openMedia } from './open-media';
import {
  collect,
  convertTestMedia,
  openTestMedia,
  openTestScratch,
  pixelAt,
  readSound,
  rootMeanSquare,
  solidImage,
  writeTestMedia,
  type TestFrame,
} from './test-media';

const RED = [200, 30, 40, 255] as const;
const BLUE = [30, 60, 210, 255] as const;
const GREEN = [20, 180, 60, 255] as const;

const frames = (count: number, timeOf = (i: number) => i / 10): TestFrame[] =>
  Array.from({ length: count }, (_, i) => ({
    image: solidImage(192, 128, i < count / 2 ? RED : GREEN, BLUE),
    timeSeconds: timeOf(i),
    durationSeconds: timeOf(i + 1) - timeOf(i),
  }));

const near = (actual: number[], expected: readonly number[], tolerance = 14): void =>
  expected.forEach((value, i) => {
    expect(Math.abs(value - actual[i]!), `${actual} should be ${expected}`).toBeLessThanOrEqual(tolerance);
  });

/** Two seconds at 10 frames a second: red left and blue right, then green left; a 440 Hz tone. */
let sample: File;

beforeAll(async () => {
  await using scratch = await openTestScratch();
  const file = await writeTestMedia(scratch, frames(20), { container: 'mp4', toneHz: 440 });
  sample = new File([await file.arrayBuffer()], 'sample.mp4');
});

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof MediaError ? error.code : String(error);
};

const FORMATS: readonly (readonly [name: string, codec: string, args: readonly string[]])[] = [
  ['a.avi', 'mpeg4', ['-c:v', 'mpeg4', '-q:v', '2', '-c:a', 'libmp3lame']],
  ['a.flv', 'flv1', ['-c:v', 'flv1', '-q:v', '2', '-ar', '44100', '-c:a', 'libmp3lame']],
  ['a.mpg', 'mpeg2video', ['-r', '25', '-c:v', 'mpeg2video', '-q:v', '2', '-c:a', 'mp2', '-f', 'mpeg']],
  ['a.wmv', 'wmv2', ['-c:v', 'wmv2', '-q:v', '2', '-c:a', 'wmav2']],
];

test.each(FORMATS)(
  'ffmpeg turns %s (%s) into something that reads like any other file',
  async (name, codec, args) => {
    await using scratch = await openTestScratch();
    const file = await convertTestMedia(sample, args, name);
    {
      using media = await openTestMedia(file, scratch);
      expect(media).toMatchObject({ engine: 'ffmpeg', kind: 'video' });
      expect(media.video).toMatchObject({ codec, widthPx: 192, heightPx: 128 });
      expect(media.durationSeconds).toBeGreaterThan(1.9);
      expect(media.durationSeconds).toBeLessThan(2.3);
      const pictures = await collect(media.images());
      expect(pictures.length).toBeGreaterThanOrEqual(name === 'a.mpg' ? 48 : 20);
      near(pixelAt(pictures[2]!.image, 40, 64), RED);
      near(pixelAt(pictures[2]!.image, 150, 64), BLUE);
      near(pixelAt(pictures.at(-1)!.image, 40, 64), GREEN);
      expect(rootMeanSquare(await readSound(media))).toBeCloseTo(0.354, 1);
    }
    // Closing the source frees its mezzanine.
    await expect.poll(() => scratch.names()).toEqual([]);
  },
);

test('ffmpeg copies streams that the browser decodes instead of converting them', async () => {
  await using scratch = await openTestScratch();
  const file = await convertTestMedia(sample, ['-c', 'copy'], 'copied.flv');
  const log: string[] = [];
  using media = await openMedia(file, {
    scratch,
    signal: new AbortController().signal,
    log: (line) => log.push(line),
  });
  expect(log.join('\n')).toContain('video h264 copied, audio aac copied');
  expect(await collect(media.images())).toHaveLength(20);
});

test('a cancelled conversion stops at once and leaves nothing on the disk', async () => {
  await using scratch = await openTestScratch();
  const file = await convertTestMedia(sample, ['-c:v', 'mpeg4', '-an'], 'a.avi');
  const controller = new AbortController();
  const opening = openTestMedia(file, scratch, controller.signal);
  setTimeout(() => controller.abort(), 300);
  await expect(opening).rejects.toThrow(/abort/i);
  expect(await scratch.names()).toEqual([]);
});

test('a stream that is cancelled midway ends with an abort', async () => {
  await using scratch = await openTestScratch();
  const controller = new AbortController();
  using media = await openTestMedia(sample, scratch, controller.signal);
  const reading = async () => {
    for await (const { timeSeconds } of media.images()) if (timeSeconds > 0.4) controller.abort();
  };
  await expect(reading()).rejects.toThrow(/abort/i);
});

test('unreadable files are refused with a code', async () => {
  await using scratch = await openTestScratch();
  const text = new File(['This is no video. '.repeat(200)], 'fake.mp4');
  const bytes = new Uint8Array(await sample.arrayBuffer());
  const open = (file: File, need: 'video' | 'audio' | 'any' = 'any') =>
    openMedia(file, { scratch, signal: new AbortController().signal, log: () => undefined, need });
  expect(await codeOf(open(new File([], 'empty.mp4')))).toBe('input-unreadable');
  expect(await codeOf(open(text))).toBe('unsupported-input');
  // The index of this file lies at its end.
  expect(await codeOf(open(new File([bytes.slice(0, bytes.length / 2)], 'cut.mp4')))).toBe(
    'input-unreadable',
  );
  const silent = await convertTestMedia(sample, ['-an', '-c', 'copy'], 'silent.mp4');
  expect(await codeOf(open(silent, 'audio'))).toBe('no-audio-track');
  const blind = await convertTestMedia(sample, ['-vn', '-c', 'copy'], 'blind.m4a');
  expect(await codeOf(open(blind, 'video'))).toBe('no-video-track');
});

test('rotated video comes upright', async () => {
  await using scratch = await openTestScratch();
  const file = await convertTestMedia(sample, ['-c', 'copy', '-metadata:s:v', 'rotate=270'], 'turned.mp4');
  using media = await openTestMedia(file, scratch);
  expect(media.video).toMatchObject({ rotationDegrees: 90, widthPx: 128, heightPx: 192 });
  for (const size of [{}, { maxWidthPx: 40 }]) {
    const [first] = await collect(media.imagesAt([0], size));
    const { image } = first!;
    // Turned clockwise, the left half is on top.
    near(pixelAt(image, image.widthPx >> 1, image.heightPx >> 2), RED);
    near(pixelAt(image, image.widthPx >> 1, image.heightPx - (image.heightPx >> 2)), BLUE);
  }
  for await (const frame of media.frames({ endSeconds: 0.05 })) {
    using own = frame;
    expect([own.videoFrame.displayWidth, own.videoFrame.displayHeight]).toEqual([128, 192]);
    near(pixelAt(await own.readRgba(), 64, 20), RED);
  }
});

test('non-square pixels are shown at their aspect', async () => {
  await using scratch = await openTestScratch();
  const args = ['-vf', 'setsar=2', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  using media = await openTestMedia(await convertTestMedia(sample, args, 'wide.mp4'), scratch);
  expect(media.video).toMatchObject({ pixelAspectRatio: 2, codedWidthPx: 192, widthPx: 384, heightPx: 128 });
  const [first] = await collect(media.imagesAt([0]));
  near(pixelAt(first!.image, 300, 64), BLUE);
});

test('frame times of variable-rate video are kept, read and written', async () => {
  await using scratch = await openTestScratch();
  const timeOf = (i: number) => i * 0.04 + ((i * i) % 5) * 0.006 + Math.floor(i / 5) * 0.1;
  const made = await writeTestMedia(scratch, frames(20, timeOf), { container: 'mp4' });
  using media = await openTestMedia(made, scratch);
  expect(media.video?.isVariableFrameRate).toBe(true);
  const times = await media.frameTimes();
  times.forEach((time, i) => expect(time).toBeCloseTo(timeOf(i), 3));
  const shown = await collect(media.images({ maxWidthPx: 32 }));
  expect(shown.map((item) => item.timeSeconds)).toEqual(times);
});

test('sparse and thinned reading give the same pictures as reading everything', async () => {
  await using scratch = await openTestScratch();
  // With B-frames, so that there are frames to pass over.
  const args = [
    '-c:v',
    'libx264',
    '-preset',
    'superfast',
    '-bf',
    '3',
    '-g',
    '10',
    '-pix_fmt',
    'yuv420p',
    '-threads',
    '1',
  ];
  using media = await openTestMedia(await convertTestMedia(sample, args, 'b.mp4'), scratch);
  const all = await collect(media.images());
  expect(all).toHaveLength(20);
  const thinned = await collect(media.images({ maxFrameRate: 5 }));
  expect(thinned.map((item) => item.timeSeconds)).toEqual(
    all.filter((_item, i) => i % 2 === 0).map((item) => item.timeSeconds),
  );
  const wanted = [0, 0.33, 0.7, 1.25, 1.9, 99];
  const sparse = await collect(media.imagesAt(wanted));
  const indices = [0, 3, 7, 12, 19, 19];
  expect(sparse.map((item) => item.timeSeconds)).toEqual(indices.map((i) => all[i]!.timeSeconds));
  sparse.forEach((item, i) => {
    const whole = all[indices[i]!]!.image.data;
    expect(item.image.data.every((value, at) => value === whole[at])).toBe(true);
  });
});

test('sound read from the middle is the same as that part of the whole', async () => {
  await using scratch = await openTestScratch();
  using media = await openTestMedia(sample, scratch);
  const whole = await readSound(media, { sampleRateHz: 16000 });
  const part = await readSound(media, { sampleRateHz: 16000, startSeconds: 1.2345, endSeconds: 1.5 });
  const start = Math.round(1.2345 * 16000);
  expect(Math.abs(part.length - 0.2655 * 16000)).toBeLessThanOrEqual(1);
  const worst = Math.max(...part.slice(0, -64).map((value, i) => Math.abs(value - whole[start + i]!)));
  expect(worst).toBeLessThan(0.02);
});

test('pictures and animations open as sources of frames', async () => {
  await using scratch = await openTestScratch();
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'rgb(200 30 40)';
  context.fillRect(0, 0, 64, 48);
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    const file = new File([await canvas.convertToBlob({ type, quality: 1 })], 'picture.bin');
    using media = await openTestMedia(file, scratch);
    expect(media).toMatchObject({
      kind: 'image',
      engine: 'image',
      durationSeconds: 0,
      container: type.slice(6),
    });
    const [first] = await collect(media.imagesAt([0]));
    expect([first!.image.widthPx, first!.image.heightPx]).toEqual([64, 48]);
    near(pixelAt(first!.image, 30, 20), RED, 6);
  }
  using animation = await openTestMedia(await convertTestMedia(sample, ['-an'], 'a.gif'), scratch);
  expect(animation.durationSeconds).toBeCloseTo(2, 1);
  expect(await collect(animation.images())).toHaveLength(20);
});
