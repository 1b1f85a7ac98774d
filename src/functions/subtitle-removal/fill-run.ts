import type { MediaSource } from '../../media/media-source';
import { readPlanes } from '../../media/frame-patches';
import { fillWindow, type FillOptions, type WindowFrame } from '../../vision/fill-window';
import type { PlanarCrop } from '../../vision/planar-crop';
import { createTextUncovering, type RunFrame } from './mask-texts';
import { chunkFrames, type TextRun } from './plan-runs';

/** One frame without its text. */
export interface FilledFrame {
  readonly timeSeconds: number;
  readonly before: PlanarCrop;
  readonly after: PlanarCrop;
}

export interface FillRunOptions {
  readonly inpaint: FillOptions['inpaint'];
  readonly signal: AbortSignal;
}

/** Frames before and after the text that show what lay or will lie behind it. */
const CONTEXT_FRAMES = 10;

const readFrames = async function* (source: MediaSource, run: TextRun): AsyncGenerator<RunFrame> {
  const spareSeconds = (CONTEXT_FRAMES + 0.5) / Math.max(1, source.video?.frameRate ?? 25);
  const startSeconds = Math.max(0, run.startSeconds - spareSeconds);
  for await (using frame of source.frames({ startSeconds, endSeconds: run.endSeconds + spareSeconds }))
    yield { timeSeconds: frame.timeSeconds, crop: await readPlanes(frame.videoFrame, run.crop) };
};

/** Frames of a run in order, filled chunk by chunk; ends of chunks look ahead, starts build on what is filled. */
export async function* fillRun(
  source: MediaSource,
  run: TextRun,
  { inpaint, signal }: FillRunOptions,
): AsyncGenerator<FilledFrame> {
  const uncover = createTextUncovering(run);
  const size = chunkFrames(run.crop);
  let done: WindowFrame[] = [];
  let frames: RunFrame[] = [];
  const onStep = () => signal.throwIfAborted();

  const fillChunk = async (count: number): Promise<readonly FilledFrame[]> => {
    const known = [...lastSeen, ...frames];
    const coming = uncover(frames, known);
    const filled = await fillWindow([...done, ...coming], { inpaint, onStep });
    const own = filled.slice(done.length, done.length + count);
    const result = own.map((after, k) => ({
      timeSeconds: frames[k]!.timeSeconds,
      before: frames[k]!.crop,
      after,
    }));
    done = [...done, ...own.map((crop) => ({ crop, hidden: null }))].slice(-CONTEXT_FRAMES);
    lastSeen = frames.slice(0, count).slice(-1);
    frames = frames.slice(count);
    return result;
  };

  let lastSeen: RunFrame[] = [];
  for await (const frame of readFrames(source, run)) {
    signal.throwIfAborted();
    frames.push(frame);
    if (frames.length >= size + CONTEXT_FRAMES) yield* await fillChunk(size);
  }
  if (frames.length > 0) yield* await fillChunk(frames.length);
}
