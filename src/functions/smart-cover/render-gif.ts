import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { TimeRange } from '../../core/geometry';
import type { TimedImage } from '../../core/image';
import type { OutputFile } from '../../core/media-function';
import { readGif } from '../../exporters/read-gif';
import { writeGif, type GifScene } from '../../exporters/write-gif';
import type { MediaSource } from '../../media/media-source';
import { cropImage } from '../../vision/crop-image';
import { resizeArea } from '../../vision/resize';
import { createShotDetector } from '../../vision/shot-detection';
import { blendLoop } from './loop-blend';
import { cropPixels } from './plan-crop';
import { gifSettings, nextRung, planGifWidth } from './plan-gif';
import { planMoments, type MomentRoom } from './plan-moments';
import type { StillJob } from './render-stills';
import type { Scan } from './scan-video';

export interface GifParams {
  readonly GifSeconds: number;
  readonly GifFps: number;
  readonly GifWidth: number;
  readonly MaxBytes: number;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly onProgress: (fraction: number) => void;
}

/** Small pictures are enough to find cuts. */
const DETECTION = { maxWidthPx: 160, maxHeightPx: 160, maxFrameRate: 30 } as const;
/** Kept free on both sides of a cut. */
const MARGIN_SECONDS = 0.1;

interface Boundary {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const boundariesAround = async (source: MediaSource, range: TimeRange, signal: AbortSignal) => {
  const detector = createShotDetector();
  for await (const { image, timeSeconds } of source.images({ ...range, ...DETECTION })) {
    signal.throwIfAborted();
    detector.push(image, timeSeconds);
  }
  return detector.finish();
};

/** The stretch round a frame that crosses no change of shot. */
const roomAround = (center: number, range: TimeRange, boundaries: readonly Boundary[]): MomentRoom => {
  const before = boundaries.filter((boundary) => boundary.endSeconds <= center);
  const after = boundaries.filter((boundary) => boundary.startSeconds > center);
  const start = Math.max(range.startSeconds, ...before.map((one) => one.endSeconds + MARGIN_SECONDS));
  const end = Math.min(range.endSeconds, ...after.map((one) => one.startSeconds - MARGIN_SECONDS));
  return {
    centerSeconds: center,
    startSeconds: Math.min(start, center),
    endSeconds: Math.max(end, center),
  };
};

const findRooms = async (source: MediaSource, scan: Scan, jobs: readonly StillJob[], params: GifParams) => {
  const rooms: MomentRoom[] = [];
  for (const { timeSeconds } of jobs) {
    const range = {
      startSeconds: Math.max(0, timeSeconds - params.GifSeconds),
      endSeconds: Math.min(source.durationSeconds, timeSeconds + params.GifSeconds),
    };
    const isExact = scan.plan.kind === 'stream';
    const boundaries = isExact ? scan.boundaries : await boundariesAround(source, range, params.signal);
    rooms.push(roomAround(timeSeconds, range, boundaries));
  }
  return rooms;
};

interface Shape {
  readonly widthPx: number;
  readonly heightPx: number;
}

const readScene = async (
  source: MediaSource,
  range: TimeRange,
  job: StillJob,
  plan: { readonly shape: Shape; readonly params: GifParams },
): Promise<readonly TimedImage[]> => {
  const { shape, params } = plan;
  const frames: TimedImage[] = [];
  const maxWidthPx = Math.ceil(shape.widthPx / job.crop[2]);
  for await (const { image, timeSeconds } of source.images({
    ...range,
    maxWidthPx,
    maxFrameRate: params.GifFps,
  })) {
    params.signal.throwIfAborted();
    const part = cropImage(image, cropPixels(job.crop, image.widthPx, image.heightPx));
    frames.push({ timeSeconds, image: resizeArea(part, shape.widthPx, shape.heightPx) });
  }
  return frames;
};

/** Frames last until the next one; the last as long as the one before it. */
const toScene = (frames: readonly TimedImage[], step: number, fallbackSeconds: number): GifScene => {
  const kept = frames.filter((_, i) => i % step === 0);
  return {
    frames: kept.map(({ image, timeSeconds }, i) => {
      const next = kept[i + 1]?.timeSeconds;
      const before = kept[i - 1]?.timeSeconds;
      const lasts =
        next === undefined
          ? before === undefined
            ? fallbackSeconds
            : timeSeconds - before
          : next - timeSeconds;
      return { image, durationSeconds: lasts };
    }),
  };
};

const shrink = (frames: readonly TimedImage[], { widthPx, heightPx }: Shape, scale: number) => {
  const wide = Math.max(8, Math.round(widthPx * scale));
  const high = Math.max(8, Math.round(heightPx * scale));
  return frames.map((frame) => ({ ...frame, image: resizeArea(frame.image, wide, high) }));
};

/** Tries rung after rung until the file is small enough. */
const encodeWithin = async (
  scenes: readonly (readonly TimedImage[])[],
  shape: Shape,
  params: GifParams,
): Promise<Blob> => {
  for (let rung: number | null = 0; rung !== null;) {
    const { colors, tolerance, frameStep, scale } = gifSettings(rung);
    const gifScenes = scenes.map((frames) =>
      toScene(scale === 1 ? frames : shrink(frames, shape, scale), frameStep, 1 / params.GifFps),
    );
    const { signal } = params;
    const onProgress = (share: number): void => params.onProgress(0.3 + 0.6 * share);
    const blob = await writeGif(gifScenes, { colors, tolerance, signal, onProgress });
    params.log(`GIF with ${colors} colours, every ${frameStep}. frame, scale ${scale}: ${blob.size} bytes`);
    if (blob.size <= params.MaxBytes) return blob;
    rung = nextRung(rung, blob.size, params.MaxBytes);
  }
  throw new MediaError('encode-failed', 'The GIF can not be made this small', {
    details: { maxBytes: params.MaxBytes },
  });
};

const verify = async (blob: Blob): Promise<void> => {
  const { repeat, frameCount } = readGif(new Uint8Array(await blob.arrayBuffer()));
  if (frameCount === 0 || repeat !== 0) throw new MediaError('verify-failed', 'The GIF does not loop');
};

/** One looping GIF of the moments round the chosen frames, in order of time, `<name>.cover.gif`. */
export const renderGif = async (
  source: MediaSource,
  scan: Scan,
  jobs: readonly StillJob[],
  params: GifParams,
): Promise<OutputFile> => {
  const ordered = [...jobs].sort((a, b) => a.timeSeconds - b.timeSeconds);
  const moments = planMoments(await findRooms(source, scan, ordered, params), params.GifSeconds);
  const size = source.video ?? { widthPx: 1, heightPx: 1 };
  const crop = cropPixels(ordered[0]!.crop, size.widthPx, size.heightPx);
  const frameCount = Math.ceil(params.GifSeconds * params.GifFps) + 1;
  const widthPx = planGifWidth(params.GifWidth, crop, frameCount);
  const shape = { widthPx, heightPx: Math.max(8, Math.round((widthPx * crop.heightPx) / crop.widthPx)) };
  const scenes: (readonly TimedImage[])[] = [];
  for (const moment of moments) {
    const job = ordered.reduce((best, one) =>
      distanceTo(moment, one.timeSeconds) < distanceTo(moment, best.timeSeconds) ? one : best,
    );
    scenes.push(await readScene(source, moment, job, { shape, params }));
    params.onProgress((0.3 * scenes.length) / moments.length);
  }
  const filled = scenes.filter((frames) => frames.length > 0);
  if (filled.length === 0) throw new MediaError('decode-failed', 'No frame of the chosen moments decodes');
  const looping = filled.length === 1 ? [blendLoop(filled[0]!)] : filled;
  const blob = await encodeWithin(looping, shape, params);
  await verify(blob);
  return {
    role: 'result',
    fileName: outputName(source.file.name, 'cover', 'gif'),
    mimeType: 'image/gif',
    blob,
  };
};

const distanceTo = ({ startSeconds, endSeconds }: TimeRange, timeSeconds: number): number =>
  Math.abs((startSeconds + endSeconds) / 2 - timeSeconds);
