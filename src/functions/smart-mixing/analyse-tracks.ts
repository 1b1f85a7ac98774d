import type { RunContext } from '../../core/media-function';
import { MediaError } from '../../core/errors';
import type { MediaSource } from '../../media/media-source';
import { openVoiceActivity, type VoiceActivity } from '../../models/voice-activity';
import { analyseTrack, type AnalysedTrack } from './analyse-track';
import { stemBytes, STEM_BUDGET_BYTES } from './stem-file';

type Context = RunContext<'model' | 'analyse'>;

/** The network, or `null` when it can not be loaded: then speech is guessed from the spectrum, and the log says so. */
const openVoice = async (ctx: Context): Promise<VoiceActivity | null> => {
  try {
    return await openVoiceActivity({
      signal: ctx.signal,
      backend: ctx.backend,
      log: ctx.log,
      onDownload: (fraction) => ctx.progress('model', fraction),
    });
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof MediaError)) throw error;
    ctx.log(`Voice activity network not available (${error.code}); speech is told from the spectrum instead`);
    return null;
  }
};

/** Two at a time: one decodes while the other listens for speech. */
const CONCURRENT = 2;

/** Analyses every input in order. A file that can not be decoded stops the job with its name in the details. */
export const analyseTracks = async (
  sources: readonly MediaSource[],
  ctx: Context,
): Promise<readonly AnalysedTrack[]> => {
  const voice = await openVoice(ctx);
  ctx.progress('model', 1);
  const lengths = sources.map((source) => source.audio!.startSeconds + source.audio!.durationSeconds);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = sources.reduce(
    (sum, { audio }, i) => sum + stemBytes(lengths[i]!, Math.min(2, audio!.channels)),
    0,
  );
  const decoded = sources.map(() => 0);
  const results = new Array<AnalysedTrack>();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < sources.length) {
      const index = next++;
      results[index] = await analyseTrack(sources[index]!, index, {
        scratch: ctx.scratch,
        signal: ctx.signal,
        voice,
        keepStem: bytes <= STEM_BUDGET_BYTES,
        onDecoded: (seconds) => {
          decoded[index] = seconds;
          ctx.progress('analyse', decoded.reduce((sum, value) => sum + value, 0) / total);
        },
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENT }, work));
    return results;
  } finally {
    await voice?.[Symbol.asyncDispose]();
  }
};
