import { beforeEach, expect, test, vi } from 'vitest';
import type { TimedImage } from '../../core/image';
import type { FrameStreamOptions, MediaSource } from '../../media/media-source';
import { readPacketSizes } from '../../media/read-packet-sizes';
import { scanPages } from './scan-pages';
import { drawPage } from './test-pages';

vi.mock('../../media/read-packet-sizes', () => ({ readPacketSizes: vi.fn() }));

const DURATION_SECONDS = 120;
const GROUP_SECONDS = 8;
const FRAME_RATE = 25;
/** One slide begins with a keyframe, one in the middle of a group. */
const STARTS = [0, 40, 85];

const slides = STARTS.map((_, slide) =>
  drawPage([
    { row: 0, word: slide * 10 + 1, length: 12 },
    { row: 1, word: slide * 10 + 2 },
    { row: 2, word: slide * 10 + 3 },
  ]),
);
const slideAt = (seconds: number) => slides[STARTS.findLastIndex((start) => seconds >= start)]!;

/** Sizes as an encoder makes them: large keyframes, small frames, a large one where a slide comes inside a group. */
const packetsOf = (smallBytes: number) =>
  Array.from({ length: DURATION_SECONDS * FRAME_RATE }, (_, i) => {
    const timeSeconds = i / FRAME_RATE;
    const isKey = i % (GROUP_SECONDS * FRAME_RATE) === 0;
    const bytes = isKey ? 60_000 : STARTS.includes(timeSeconds) ? 40_000 : smallBytes;
    return { timeSeconds, bytes, isKey };
  });
/** A recording with noise: no frame is empty. */
const packets = packetsOf(2000);
/** A recording of a screen: what does not change costs nothing. */
const screenPackets = packetsOf(20);

/** A source of drawn pictures that counts what is asked of it. */
const drawnSource = (codec = 'avc1.640028') => {
  let looks = 0;
  const picture = (timeSeconds: number): TimedImage => {
    looks++;
    return { timeSeconds, image: slideAt(timeSeconds) };
  };
  const video = { codec, codedWidthPx: 1920, codedHeightPx: 1080, frameRate: FRAME_RATE };
  const source = {
    durationSeconds: DURATION_SECONDS,
    video,
    async *images({
      startSeconds = 0,
      endSeconds = Infinity,
      maxFrameRate = FRAME_RATE,
    }: FrameStreamOptions) {
      const end = Math.min(endSeconds, DURATION_SECONDS);
      for (let time = startSeconds; time < end; time += 1 / maxFrameRate) yield picture(time);
    },
    async *imagesAt(times: readonly number[]) {
      for (const time of times) yield picture(time);
    },
  } as unknown as MediaSource;
  return { source, looks: () => looks };
};

const tools = { signal: new AbortController().signal, progress: () => undefined, log: () => undefined };
const scan = (source: MediaSource, isThorough: boolean) =>
  scanPages(source, { scale: 0.5, isThorough }, tools);

beforeEach(() => {
  vi.mocked(readPacketSizes).mockResolvedValue(packets);
});

test('groups of pictures in which nothing happens are passed over, and no slide with them', async () => {
  const whole = drawnSource();
  const thorough = await scan(whole.source, true);
  const sparse = drawnSource();
  const found = await scan(sparse.source, false);
  const startsOf = (pages: typeof found.pages) => pages.map(({ settledSeconds }) => settledSeconds);
  expect(startsOf(thorough.pages)).toEqual(STARTS);
  expect(startsOf(found.pages)).toEqual(STARTS);
  expect(sparse.looks()).toBeLessThan(whole.looks() / 2);
  expect(found.exactStarts.has(40)).toBe(true);
  expect(found.exactStarts.has(85)).toBe(false);
});

test('of a recording of a screen only keyframes and what changes are decoded', async () => {
  vi.mocked(readPacketSizes).mockResolvedValue(screenPackets);
  const { source, looks } = drawnSource();
  const { pages } = await scan(source, false);
  expect(pages.map(({ settledSeconds }) => settledSeconds)).toEqual(STARTS);
  expect(looks()).toBe(DURATION_SECONDS / GROUP_SECONDS + 1);
});

test('a codec that brings on pictures with tiny frames hides no slide', async () => {
  // The slide of 85 s is coded a second before it is shown.
  const coded = packetsOf(20).map((packet) =>
    packet.timeSeconds === 85
      ? { ...packet, bytes: 20 }
      : packet.timeSeconds === 84
        ? { ...packet, bytes: 40_000 }
        : packet,
  );
  vi.mocked(readPacketSizes).mockResolvedValue(coded);
  const { source } = drawnSource('vp09.00.40.08');
  const { pages } = await scan(source, false);
  expect(pages.map(({ settledSeconds }) => settledSeconds)).toEqual(STARTS);
});

test('without sizes of the coded frames everything is looked at', async () => {
  vi.mocked(readPacketSizes).mockResolvedValue([]);
  const { source, looks } = drawnSource();
  const { pages } = await scan(source, false);
  expect(pages).toHaveLength(3);
  expect(looks()).toBe(2 * DURATION_SECONDS);
});

test('a frame that stays on the screen counts for as long as it is seen', async () => {
  vi.mocked(readPacketSizes).mockResolvedValue([]);
  const { source } = drawnSource();
  async function* images() {
    for (const timeSeconds of STARTS) yield { timeSeconds, image: slideAt(timeSeconds) };
  }
  const { pages } = await scan({ ...source, images }, false);
  expect(pages.map(({ settledSeconds }) => settledSeconds)).toEqual(STARTS);
  expect(pages.at(-1)!.lastSeconds).toBeGreaterThan(118);
});
