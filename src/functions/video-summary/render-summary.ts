import { outputName } from '../../core/file-name';
import type { OutputFile, RunContext } from '../../core/media-function';
import type { MediaSource, PcmBlock } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import type { Timeline } from './plan-timeline';
import { planCues, planMusicCue, planSoundFormat, renderSound } from './render-sound';
import { renderVideo } from './render-video';

export interface RenderJob {
  readonly source: MediaSource;
  readonly timeline: Timeline;
  readonly withSound: boolean;
  /** Start of one unbroken stretch of sound under all cuts; `null`: every segment brings its own. */
  readonly musicStartSeconds: number | null;
}

/** Sound is written this far ahead of the picture, so that players find both in one read. */
const AHEAD_SECONDS = 0.5;

const openSound = ({ source, timeline, musicStartSeconds }: RenderJob) => {
  const format = planSoundFormat(source);
  const { sampleRateHz } = format;
  const cues =
    musicStartSeconds === null
      ? planCues(timeline, sampleRateHz)
      : [planMusicCue(musicStartSeconds, timeline.durationSeconds, sampleRateHz)];
  return { format, blocks: renderSound(source, cues, format) };
};

/** Hands blocks on until they reach a time. */
const createPump = (
  blocks: AsyncGenerator<PcmBlock, void> | null,
  addPcm: (block: PcmBlock) => Promise<void>,
) => {
  let reached = 0;
  return async (untilSeconds: number): Promise<void> => {
    while (blocks && reached < untilSeconds) {
      const next = await blocks.next();
      if (next.done) return;
      await addPcm(next.value);
      reached = next.value.timeSeconds + next.value.frameCount / next.value.sampleRateHz;
    }
  };
};

/** Decodes the segments, joins them, and encodes them once, at the size and rate of the source. */
export const renderSummary = async (
  job: RenderJob,
  { signal, log, scratch, progress }: RunContext<'render'>,
): Promise<OutputFile> => {
  const { source, timeline } = job;
  const video = source.video!;
  const { widthPx, heightPx, frameRate } = video;
  const fileName = outputName(source.file.name, 'summary', 'mp4');
  const sound = job.withSound ? openSound(job) : null;
  try {
    await using writer = await openMediaWriter({
      target: await scratch.createFile(fileName),
      container: 'mp4',
      video: { widthPx, heightPx, frameRate: frameRate || 25, source: video },
      ...(sound ? { audio: { kind: 'pcm', ...sound.format } } : {}),
      signal,
      log,
    });
    const pump = createPump(sound?.blocks ?? null, (block) => writer.addPcm(block));
    for await (using frame of renderVideo(source, timeline)) {
      signal.throwIfAborted();
      await pump(frame.timeSeconds + AHEAD_SECONDS);
      await writer.addFrame(frame.videoFrame, frame.timeSeconds, frame.durationSeconds);
      progress('render', frame.timeSeconds / timeline.durationSeconds);
    }
    await pump(Infinity);
    return { role: 'result', fileName, mimeType: 'video/mp4', blob: await writer.finish() };
  } finally {
    await sound?.blocks.return();
  }
};
