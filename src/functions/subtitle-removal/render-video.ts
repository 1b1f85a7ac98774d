import type { OutputFile, RunContext } from '../../core/media-function';
import { outputName } from '../../core/file-name';
import type { MediaSource } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import { patchFrame, type FramePatch } from '../../media/frame-patches';
import type { FillOptions } from '../../vision/fill-window';
import type { subtitleRemoval } from './definition';
import { fillRun, type FilledFrame } from './fill-run';
import { isWanted } from './mask-texts';
import type { TextRun } from './plan-runs';

type StageId = (typeof subtitleRemoval.stages)[number]['id'];

export interface RenderJob {
  readonly source: MediaSource;
  readonly runs: readonly TextRun[];
  readonly inpaint: FillOptions['inpaint'];
  readonly ctx: RunContext<StageId>;
}

/** Frame times are compared with this much slack. */
const SLACK_SECONDS = 1e-4;

interface OpenRun {
  readonly run: TextRun;
  readonly frames: AsyncGenerator<FilledFrame>;
}

/** Gives the patches of frames that come in time order; runs are filled when the first of their frames is due. */
const createPatcher = ({ source, runs, inpaint, ctx }: RenderJob) => {
  const waiting = [...runs].sort((a, b) => a.startSeconds - b.startSeconds);
  let open: OpenRun[] = [];

  const frameAt = async ({ frames }: OpenRun, timeSeconds: number): Promise<FilledFrame | null> => {
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      if (next.value.timeSeconds >= timeSeconds - SLACK_SECONDS) return next.value;
    }
    return null;
  };

  const patchesAt = async (timeSeconds: number): Promise<FramePatch[]> => {
    while (waiting[0] && waiting[0].startSeconds <= timeSeconds + SLACK_SECONDS) {
      const run = waiting.shift()!;
      open.push({ run, frames: fillRun(source, run, { inpaint, signal: ctx.signal }) });
    }
    const over = open.filter(({ run }) => run.endSeconds <= timeSeconds);
    for (const { frames } of over) await frames.return(undefined);
    open = open.filter((entry) => !over.includes(entry));
    const patches: FramePatch[] = [];
    for (const entry of open) {
      const { run } = entry;
      if (!run.texts.some((text) => isWanted(text, timeSeconds))) continue;
      const filled = await frameAt(entry, timeSeconds);
      if (!filled || Math.abs(filled.timeSeconds - timeSeconds) > SLACK_SECONDS) continue;
      patches.push({ xPx: run.crop.xPx, yPx: run.crop.yPx, before: filled.before, after: filled.after });
    }
    return patches;
  };
  const close = async (): Promise<void> => {
    for (const { frames } of open) await frames.return(undefined);
  };
  return { patchesAt, close };
};

/** All frames at their own times, those with text patched; sound is copied packet for packet. */
export const renderVideo = async (job: RenderJob): Promise<OutputFile> => {
  const { source, ctx } = job;
  const { signal, log, scratch } = ctx;
  const video = source.video!;
  const { widthPx, heightPx, frameRate } = video;
  const fileName = outputName(source.file.name, 'no-text', 'mp4');
  await using writer = await openMediaWriter({
    target: await scratch.createFile(fileName),
    container: 'mp4',
    video: { widthPx, heightPx, frameRate, source: video },
    ...(source.audio ? { audio: { kind: 'copy', from: source } } : {}),
    signal,
    log,
  });
  const patcher = createPatcher(job);
  try {
    for await (using frame of source.frames()) {
      signal.throwIfAborted();
      const { timeSeconds, durationSeconds, videoFrame } = frame;
      const patches = await patcher.patchesAt(timeSeconds);
      if (patches.length === 0) await writer.addFrame(videoFrame, timeSeconds, durationSeconds);
      else {
        const patched = await patchFrame(videoFrame, patches);
        await writer.addFrame(patched, timeSeconds, durationSeconds).finally(() => patched.close());
      }
      ctx.progress('remove', timeSeconds / Math.max(0.001, source.durationSeconds));
    }
  } finally {
    await patcher.close();
  }
  return { role: 'result', fileName, mimeType: 'video/mp4', blob: await writer.finish() };
};
