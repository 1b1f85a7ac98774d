import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { BEAT_SAMPLE_RATE_HZ } from '../../models/beat-activations';
import { openBeatNetworkOrNull } from '../../models/beat-network';
import { createMusicAnalysis } from './analyse-music';
import type { MusicFeatures } from './music-features';

type HearContext = RunContext<'model' | 'listen'>;

/** One streaming pass over the sound. */
export const hearMusic = async (source: MediaSource, ctx: HearContext): Promise<MusicFeatures> => {
  const network = await openBeatNetworkOrNull({
    signal: ctx.signal,
    backend: ctx.backend,
    log: ctx.log,
    onDownload: (fraction) => ctx.progress('model', fraction),
  });
  try {
    const analysis = createMusicAnalysis(network?.createStream() ?? null);
    for await (const block of source.pcm({ sampleRateHz: BEAT_SAMPLE_RATE_HZ, channels: 1 })) {
      ctx.signal.throwIfAborted();
      await analysis.push(block.channels[0]!);
      ctx.progress('listen', (block.timeSeconds + 1) / Math.max(1, source.durationSeconds));
    }
    return await analysis.finish();
  } finally {
    await network?.[Symbol.asyncDispose]();
  }
};
