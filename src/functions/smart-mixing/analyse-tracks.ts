import type { RunContext } from '../../core/media-function';
import { createSerialQueue } from '../../core/serial-queue';
import type { MediaSource } from '../../media/media-source';
import { analyseTrack, type AnalysedTrack } from './analyse-track';
import { openEar } from './open-ear';
import { stemBytes, STEM_BUDGET_BYTES } from './stem-file';

type Context = RunContext<'model' | 'analyse'>;

/** Two at a time: one is decoded while the other is still listened to. */
const CONCURRENT = 2;

/** Analyses every input in order. A file that can not be decoded stops the job with its name in the details. */
export const analyseTracks = async (
  sources: readonly MediaSource[],
  ctx: Context,
): Promise<readonly AnalysedTrack[]> => {
  const lengths = sources.map((source) => source.audio!.startSeconds + source.audio!.durationSeconds);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = sources.reduce(
    (sum, { audio }, i) => sum + stemBytes(lengths[i]!, Math.min(2, audio!.channels)),
    0,
  );
  const decoded = sources.map(() => 0);
  const results = new Array<AnalysedTrack>();
  const inTurn = createSerialQueue();
  // A track that fails stops the others.
  const stop = new AbortController();
  const signal = AbortSignal.any([ctx.signal, stop.signal]);
  let next = 0;
  const work = async (): Promise<void> => {
    // The stage on the page does not fall back to the download once tracks are being decoded.
    using ear = openEar(ctx, (fraction) => decoded.some((s) => s > 0) || ctx.progress('model', fraction));
    while (next < sources.length) {
      const index = next++;
      results[index] = await analyseTrack(sources[index]!, index, {
        scratch: ctx.scratch,
        signal,
        ear,
        inTurn,
        keepStem: bytes <= STEM_BUDGET_BYTES,
        onDecoded: (seconds) => {
          decoded[index] = seconds;
          ctx.progress('analyse', decoded.reduce((sum, value) => sum + value, 0) / total);
        },
      });
    }
  };
  const works = Array.from({ length: Math.min(CONCURRENT, sources.length) }, work);
  try {
    await Promise.all(works);
    return results;
  } catch (error) {
    stop.abort();
    await Promise.allSettled(works);
    throw error;
  }
};
