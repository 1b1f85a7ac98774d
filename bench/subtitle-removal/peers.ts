import { createRequire } from 'node:module';
import type { BurnedCase } from '../burned-text/make-burned-cases';
import { runFfmpeg } from '../native-ffmpeg';
import { createScorer, pairFrames, type RemovalScore } from './score-removal';

/** The pixels a filter is told to replace: the true text, grown by this much. */
const GROW_PX = 2;
const TEXT = 16;
/** Slow peers are judged on every n-th frame. */
const STEP = 5;
const INPAINT_RADIUS = 4;

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const boundsOf = (mask: Uint8Array, { widthPx, heightPx }: BurnedCase, spare: number): Bounds => {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  mask.forEach((value, i) => {
    if (value <= TEXT) return;
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  });
  const x = Math.max(1, left - spare);
  const y = Math.max(1, top - spare);
  return {
    left: x,
    top: y,
    width: Math.min(widthPx - 1, right + spare + 1) - x,
    height: Math.min(heightPx - 1, bottom + spare + 1) - y,
  };
};

/** ffmpeg's delogo with each cue's true box and time, lossless. */
export const delogo = async (
  ffmpeg: string,
  one: BurnedCase,
  masks: readonly Uint8Array[],
  path: string,
): Promise<string> => {
  const filters = one.cues.map(({ firstFrame, lastFrame }, k) => {
    const { left, top, width, height } = boundsOf(masks[k]!, one, GROW_PX);
    return `delogo=x=${left}:y=${top}:w=${width}:h=${height}:enable='between(n,${firstFrame},${lastFrame})'`;
  });
  const codec = ['-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', path];
  await runFfmpeg(ffmpeg, ['-i', one.path, '-vf', filters.join(','), ...codec]);
  return path;
};

/** The few calls of OpenCV that are used here. */
interface OpenCvMat {
  readonly data: Uint8Array;
  delete(): void;
}
export interface OpenCv {
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly INPAINT_NS: number;
  readonly INPAINT_TELEA: number;
  readonly Mat: new (...size: readonly number[]) => OpenCvMat;
  inpaint(source: OpenCvMat, mask: OpenCvMat, target: OpenCvMat, radius: number, method: number): void;
}

/** The module has a `then` of its own that never settles, so it travels inside an object. */
export const openOpenCv = async (): Promise<{ readonly cv: OpenCv }> => {
  const module = createRequire(import.meta.url)('@techstark/opencv-js') as Partial<OpenCv> & {
    onRuntimeInitialized?: () => void;
  };
  if (!module.Mat) await new Promise<void>((ready) => (module.onRuntimeInitialized = ready));
  return { cv: module as OpenCv };
};

export const grown = (mask: Uint8Array, { widthPx, heightPx }: BurnedCase): Uint8Array => {
  const out = new Uint8Array(mask.length);
  mask.forEach((value, i) => {
    if (value <= TEXT) return;
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    for (let v = Math.max(0, y - GROW_PX); v <= Math.min(heightPx - 1, y + GROW_PX); v++) {
      const from = v * widthPx;
      out.fill(255, from + Math.max(0, x - GROW_PX), from + Math.min(widthPx, x + GROW_PX + 1));
    }
  });
  return out;
};

const MARGIN_PX = 24;

const copyBox = (from: Uint8Array, wide: number, { left, top, width, height }: Bounds, bytes: number) => {
  const out = new Uint8Array(width * height * bytes);
  for (let y = 0; y < height; y++) {
    const at = ((top + y) * wide + left) * bytes;
    out.set(from.subarray(at, at + width * bytes), y * width * bytes);
  }
  return out;
};

export type PaintPeer = 'telea' | 'navier-stokes';

/** OpenCV's inpainting, frame by frame, with the true text given. Judged on every fifth frame. */
export const paintByOpenCv = async (
  { ffmpeg, cv, method }: { readonly ffmpeg: string; readonly cv: OpenCv; readonly method: PaintPeer },
  one: BurnedCase,
  masks: readonly Uint8Array[],
): Promise<RemovalScore> => {
  const scorer = createScorer(one, masks);
  const boxes = masks.map((mask) => boundsOf(mask, one, MARGIN_PX));
  const holes = masks.map((mask, k) => copyBox(grown(mask, one), one.widthPx, boxes[k]!, 1));
  for await (const { frame, given, clean } of pairFrames(ffmpeg, one, one.path)) {
    const cue = one.cues.findIndex(({ firstFrame, lastFrame }) => frame >= firstFrame && frame <= lastFrame);
    if (cue < 0 || frame % STEP !== 0) continue;
    const box = boxes[cue]!;
    const source = new cv.Mat(box.height, box.width, cv.CV_8UC3);
    const mask = new cv.Mat(box.height, box.width, cv.CV_8UC1);
    const target = new cv.Mat();
    source.data.set(copyBox(given, one.widthPx, box, 3));
    mask.data.set(holes[cue]!);
    cv.inpaint(source, mask, target, INPAINT_RADIUS, method === 'telea' ? cv.INPAINT_TELEA : cv.INPAINT_NS);
    const result = Buffer.from(given);
    for (let y = 0; y < box.height; y++) {
      const row = target.data.subarray(y * box.width * 3, (y + 1) * box.width * 3);
      result.set(row, ((box.top + y) * one.widthPx + box.left) * 3);
    }
    for (const mat of [source, mask, target]) mat.delete();
    scorer.add(frame, result, clean);
  }
  return scorer.finish();
};
