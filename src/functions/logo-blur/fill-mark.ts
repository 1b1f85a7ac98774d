import type { BoxPx } from '../../core/geometry';
import { nextTurn } from '../../core/next-turn';
import { readPlanes } from '../../media/frame-patches';
import { createI420Reader } from '../../media/i420-frame';
import type { MediaSource } from '../../media/media-source';
import { fillWindow, type WindowFrame } from '../../vision/fill-window';
import { doubtFrame, hidePart, type HiddenPart } from '../../vision/marks/mark-doubt';
import type { EditPlane } from '../../vision/marks/edit-plane';
import type { MarkModel } from '../../vision/marks/mark-model';
import { copyCrop, type PlanarCrop } from '../../vision/planar-crop';
import { isDue } from './patcher';
import type { Patch } from './plan-patches';
import { planesOf } from './planes-of';
import { restoreMark } from './restore-mark';
import type { StudiedPlane } from './study-marks';

/** One frame's part round a mark, as it was and without the mark. */
export interface FilledMark {
  readonly timeSeconds: number;
  readonly crop: BoxPx;
  readonly before: PlanarCrop;
  readonly after: PlanarCrop;
}

export interface FillMarkJob {
  readonly source: MediaSource;
  readonly patch: Patch;
  readonly studied: readonly StudiedPlane[];
  /** Even sides and place. */
  readonly crop: BoxPx;
  readonly signal: AbortSignal;
}

/** Doubt from which a pixel counts (code values), and the share of a mark's pixels that have to. */
const MIN_DOUBT = 2;
const MIN_SHARE = 0.15;
const OPAQUE = 0.85;

/** Un-blending leaves something to be desired. */
export const isWorthFilling = ({ alpha, doubt }: MarkModel): boolean => {
  let [all, doubted] = [0, 0];
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i] === 0) continue;
    all++;
    if (alpha[i]! > OPAQUE || doubt[i]! > MIN_DOUBT) doubted++;
  }
  return doubted > MIN_SHARE * all;
};

/** Picture round a mark that shows how the background moves: as much as its shorter side, and at least so much. */
const MIN_MARGIN_PX = 20;
const even = (value: number): number => value - (value % 2);

export const planCrop = ({ box }: Patch, [luma]: readonly EditPlane[]): BoxPx => {
  const margin = Math.max(MIN_MARGIN_PX, Math.min(box.widthPx, box.heightPx));
  const xPx = even(Math.max(0, box.xPx - margin));
  const yPx = even(Math.max(0, box.yPx - margin));
  const right = Math.min(luma!.widthPx, box.xPx + box.widthPx + margin);
  const bottom = Math.min(luma!.heightPx, box.yPx + box.heightPx + margin);
  return { xPx, yPx, widthPx: even(right - xPx), heightPx: even(bottom - yPx) };
};

/** Pixels of a crop times frames held at once, and the frames that are filled together. */
const PIXEL_BUDGET = 12e6;
const MIN_FRAMES = 24;
const MAX_FRAMES = 120;
/** Frames before and after the mark that show what lay or will lie behind it. */
const CONTEXT_FRAMES = 10;

const chunkFrames = ({ widthPx, heightPx }: BoxPx): number =>
  Math.min(MAX_FRAMES, Math.max(MIN_FRAMES, Math.floor(PIXEL_BUDGET / (widthPx * heightPx))));

/** One plane's part of a frame (`step` = 2 for colours). */
const cutPlane = ({ data, widthPx }: EditPlane, crop: BoxPx, step: 1 | 2): Uint8Array<ArrayBuffer> => {
  const [left, top, width, height] = [crop.xPx, crop.yPx, crop.widthPx, crop.heightPx].map((px) => px / step);
  const part = new Uint8Array(width! * height!);
  for (let y = 0; y < height!; y++) {
    const from = (top! + y) * widthPx + left!;
    part.set(data.subarray(from, from + width!), y * width!);
  }
  return part;
};

const cutCrop = ([y, u, v]: readonly EditPlane[], crop: BoxPx): PlanarCrop => ({
  widthPx: crop.widthPx,
  heightPx: crop.heightPx,
  y: cutPlane(y!, crop, 1),
  u: cutPlane(u!, crop, 2),
  v: cutPlane(v!, crop, 2),
  chromaStep: 2,
});

const planesOfCrop = ({ y, u, v, widthPx, heightPx }: PlanarCrop): readonly EditPlane[] =>
  planesOf({ y, u, v, widthPx, heightPx, chromaWidthPx: widthPx / 2, chromaHeightPx: heightPx / 2 });

/** The mark's planes on the crop's own grid. */
const inCrop = (studied: readonly StudiedPlane[], { xPx, yPx }: BoxPx): readonly StudiedPlane[] =>
  studied.map((own, plane) => {
    const step = plane === 0 ? 1 : 2;
    const rect = { ...own.rect, left: own.rect.left - xPx / step, top: own.rect.top - yPx / step };
    return { ...own, rect };
  });

interface ReadFrame {
  readonly timeSeconds: number;
  readonly before: PlanarCrop;
  readonly frame: WindowFrame;
}

const PLAIN_FORMATS: ReadonlySet<string | null> = new Set(['I420', 'NV12']);

/** Reads the crop of frames: of plain ones nothing else is copied. */
const createCropReader = (crop: BoxPx) => {
  const reader = createI420Reader();
  return async (frame: VideoFrame): Promise<PlanarCrop> =>
    PLAIN_FORMATS.has(frame.format)
      ? readPlanes(frame, crop)
      : cutCrop(planesOf(await reader.read(frame)), crop);
};

const readFrames = async function* (job: FillMarkJob, part: HiddenPart): AsyncGenerator<ReadFrame> {
  const { source, patch, crop, signal } = job;
  const studied = inCrop(job.studied, crop);
  const readCrop = createCropReader(crop);
  const spareSeconds = (CONTEXT_FRAMES + 0.5) / Math.max(1, source.video?.frameRate ?? 25);
  const startSeconds = Math.max(0, patch.startSeconds - spareSeconds);
  const endSeconds = Math.min(source.durationSeconds + 1, patch.endSeconds + spareSeconds);
  for await (using frame of source.frames({ startSeconds, endSeconds })) {
    signal.throwIfAborted();
    const { timeSeconds } = frame;
    const before = await readCrop(frame.videoFrame);
    const restored = copyCrop(before);
    const isThere = isDue(patch, timeSeconds);
    const amount = isThere ? restoreMark(planesOfCrop(restored), patch, studied, timeSeconds) : 0;
    const hidden = amount > 0 ? part.hidden : null;
    const doubt = doubtFrame(restored.y, part, amount);
    yield { timeSeconds, before, frame: { crop: restored, hidden, doubt } };
  }
};

/** A chunk of frames without the mark, in order; the first chunk is short, so that rendering can begin. */
async function* fillChunks(
  job: FillMarkJob,
  onStep: () => Promise<void>,
): AsyncGenerator<readonly FilledMark[]> {
  const { patch, crop } = job;
  const { model, rect } = job.studied[0]!;
  const part = hidePart(model, rect, { left: crop.xPx, top: crop.yPx, ...crop });
  let size = MIN_FRAMES;
  let done: WindowFrame[] = [];
  let frames: ReadFrame[] = [];
  // Every pixel is worth something by itself: nothing is left to be painted.
  const options = { inpaint: async (own: PlanarCrop) => own, onStep };

  const fillChunk = async (count: number): Promise<readonly FilledMark[]> => {
    const filled = await fillWindow([...done, ...frames.map(({ frame }) => frame)], options);
    const own = filled.slice(done.length, done.length + count);
    const now = frames.slice(0, count);
    done = [...done, ...own.map((after) => ({ crop: after, hidden: null }))].slice(-CONTEXT_FRAMES);
    frames = frames.slice(count);
    return now
      .map(({ timeSeconds, before }, k) => ({ timeSeconds, crop, before, after: own[k]! }))
      .filter(({ timeSeconds }) => isDue(patch, timeSeconds));
  };

  for await (const frame of readFrames(job, part)) {
    frames.push(frame);
    if (frames.length < size + CONTEXT_FRAMES) continue;
    yield await fillChunk(size);
    size = chunkFrames(crop);
  }
  if (frames.length > 0) yield await fillChunk(frames.length);
}

/**
 * The crop of every frame in which the mark is due, in order, without the mark. While one chunk is taken, the next is
 * filled, step by step between whatever else there is to do.
 */
export async function* fillMark(job: FillMarkJob): AsyncGenerator<FilledMark> {
  const { signal } = job;
  let isClosed = false;
  const chunks = fillChunks(job, async () => {
    await nextTurn();
    signal.throwIfAborted();
    if (isClosed) throw new DOMException('Nobody wants the rest', 'AbortError');
  });
  let next = chunks.next();
  try {
    for (let chunk = await next; !chunk.done; chunk = await next) {
      next = chunks.next();
      // Whoever waits for it hears of its failure; until then nobody does.
      next.catch(() => undefined);
      yield* chunk.value;
    }
  } finally {
    isClosed = true;
    await next.catch(() => undefined);
    await chunks.return(undefined);
  }
}

/** Writes what changed into a frame's planes. */
export const pasteFilled = (planes: readonly EditPlane[], { crop, before, after }: FilledMark): void => {
  (['y', 'u', 'v'] as const).forEach((name, plane) => {
    const step = plane === 0 ? 1 : 2;
    const { data, widthPx } = planes[plane]!;
    const [was, is] = [before[name], after[name]];
    const width = crop.widthPx / step;
    for (let row = 0, i = 0; row < crop.heightPx / step; row++) {
      const to = (crop.yPx / step + row) * widthPx + crop.xPx / step;
      for (let x = 0; x < width; x++, i++) if (is[i] !== was[i]) data[to + x] = is[i]!;
    }
  });
};
