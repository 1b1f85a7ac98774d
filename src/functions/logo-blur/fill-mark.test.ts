import { expect, test } from 'vitest';
import '../../core/disposable-symbols';
import type { DecodedFrame, MediaSource } from '../../media/media-source';
import { planeRect, type PlaneRect } from '../../vision/marks/edit-plane';
import { fillMark, type FilledMark } from './fill-mark';
import type { Patch } from './plan-patches';
import type { StudiedPlane } from './study-marks';

const SIZE = { widthPx: 128, heightPx: 80 };
const BOX = { xPx: 56, yPx: 32, widthPx: 20, heightPx: 14 };
const CROP = { xPx: 30, yPx: 8, widthPx: 72, heightPx: 64 };
const FRAMES = 60;
const RATE = 25;
const WHITE = 235;

const isMarked = (x: number, y: number): boolean =>
  x >= BOX.xPx && x < BOX.xPx + BOX.widthPx && y >= BOX.yPx && y < BOX.yPx + BOX.heightPx;

/** Texture that slides by three pixels a frame. */
const clean = (x: number, y: number, frame: number): number =>
  110 + 45 * Math.sin((x + 3 * frame) / 7) * Math.cos(y / 6) + 25 * Math.sin((x + 3 * frame + 2 * y) / 11);

const frameOf = (index: number, onRead: () => void): DecodedFrame => {
  const copyTo = async (bytes: Uint8Array, { rect }: { readonly rect: DOMRectInit }) => {
    const [left, top, width, height] = [rect.x!, rect.y!, rect.width!, rect.height!];
    onRead();
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [left + (i % width), top + Math.floor(i / width)];
      bytes[i] = isMarked(x, y) ? WHITE : clean(x, y, index);
    }
    bytes.fill(128, width * height);
    const chroma = (width * height) / 4;
    return [
      { offset: 0, stride: width },
      { offset: width * height, stride: width / 2 },
      { offset: width * height + chroma, stride: width / 2 },
    ];
  };
  const videoFrame = {
    format: 'I420',
    visibleRect: { x: 0, y: 0, width: SIZE.widthPx, height: SIZE.heightPx },
    allocationSize: ({ rect }: { readonly rect: DOMRectInit }) => (rect.width! * rect.height! * 3) / 2,
    copyTo,
  } as unknown as VideoFrame;
  return {
    ...SIZE,
    timeSeconds: index / RATE,
    durationSeconds: 1 / RATE,
    videoFrame,
    readRgba: () => Promise.reject(new Error('Not needed')),
    [Symbol.dispose]: () => undefined,
  };
};

const openSource = () => {
  const state = { read: 0 };
  const source = {
    video: { frameRate: RATE },
    durationSeconds: FRAMES / RATE,
    async *frames() {
      for (let index = 0; index < FRAMES; index++) yield frameOf(index, () => void state.read++);
    },
  } as unknown as MediaSource;
  return { source, state };
};

const PATCH: Patch = {
  box: BOX,
  startSeconds: 0,
  endSeconds: Number.MAX_SAFE_INTEGER,
  amountAt: () => 1,
  isRepeated: false,
};

/** An opaque white box on one plane. */
const opaquePlane = (rect: PlaneRect, scale: number, ink: number): StudiedPlane => {
  const alpha = Float32Array.from(rect.weights, (_, i) => {
    const [x, y] = [rect.left + (i % rect.width), rect.top + Math.floor(i / rect.width)];
    return isMarked(x / scale, y / scale) ? 1 : 0;
  });
  const model = {
    alpha,
    color: alpha.map(() => ink),
    trust: alpha.map(() => 0),
    doubt: alpha.map((value) => (value > 0 ? 40 : 0)),
  };
  return { rect, seen: alpha.map((value) => 1 - value), unmarked: [], model };
};

const STUDIED = [1, 0.5, 0.5].map((scale, plane) => {
  const own = { widthPx: SIZE.widthPx * scale, heightPx: SIZE.heightPx * scale };
  const rect = planeRect({ ...own, data: new Uint8Array(0), scale }, BOX, 2, 4);
  return opaquePlane(rect, scale, plane === 0 ? WHITE : 128);
});

const jobOf = (source: MediaSource, signal = new AbortController().signal) => ({
  source,
  patch: PATCH,
  studied: STUDIED,
  crop: CROP,
  signal,
});

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Against the picture without the mark, code values. */
const meanError = (mark: FilledMark, which: 'before' | 'after'): number => {
  const { timeSeconds } = mark;
  let sum = 0;
  for (let y = BOX.yPx; y < BOX.yPx + BOX.heightPx; y++)
    for (let x = BOX.xPx; x < BOX.xPx + BOX.widthPx; x++) {
      const own = mark[which].y[(y - CROP.yPx) * CROP.widthPx + x - CROP.xPx]!;
      sum += Math.abs(own - clean(x, y, Math.round(timeSeconds * RATE)));
    }
  return sum / (BOX.widthPx * BOX.heightPx);
};

test('every frame comes in order, filled with what slides out from behind the mark', async () => {
  const { source } = openSource();
  const filled: FilledMark[] = [];
  for await (const mark of fillMark(jobOf(source))) filled.push(mark);
  expect(filled.map(({ timeSeconds }) => Math.round(timeSeconds * RATE))).toEqual(
    Array.from({ length: FRAMES }, (_, i) => i),
  );
  // The first and last frames know one side of what slides by only.
  const errors = filled.slice(8, -8).map((mark) => meanError(mark, 'after'));
  expect(meanOf(errors)).toBeLessThan(7);
  expect(Math.max(...errors)).toBeLessThan(16);
  expect(meanOf(filled.map((mark) => meanError(mark, 'before')))).toBeGreaterThan(80);
});

test('the next stretch is filled while this one is taken, and given up when nobody wants it', async () => {
  const { source, state } = openSource();
  const marks = fillMark(jobOf(source));
  await marks.next();
  const taken = state.read;
  expect(taken).toBeLessThan(FRAMES);
  await marks.next();
  await marks.return(undefined);
  expect(state.read).toBeGreaterThanOrEqual(taken);
  expect((await marks.next()).done).toBe(true);
});

test('an abort ends it', async () => {
  const { source } = openSource();
  const abort = new AbortController();
  const marks = fillMark(jobOf(source, abort.signal));
  await marks.next();
  abort.abort();
  const rest = async () => {
    for await (const mark of marks) expect(mark.crop).toBe(CROP);
  };
  await expect(rest()).rejects.toMatchObject({ name: 'AbortError' });
});
