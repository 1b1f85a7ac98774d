import type { RunContext } from '../../core/media-function';
import { createDcBlocker } from '../../dsp/dc-blocker';
import type { MediaSource } from '../../media/media-source';
import { openBeatNetworkOrNull } from '../../models/beat-network';
import { createBeatListener } from './hear-beats';
import { createSongMeter, type SongMeasures, SONG_RATE_HZ } from './measure-song';
import { createWaveform, type Waveform } from './waveform';

export interface HeardSong {
  readonly measures: SongMeasures;
  readonly waveform: Waveform;
}

/** Decodes a song once into what its structure is planned from and drawn with. */
export const listenToSong = async (
  source: MediaSource,
  ctx: RunContext<'model' | 'listen'>,
): Promise<HeardSong> => {
  const { signal, backend, log } = ctx;
  const onDownload = (fraction: number): void => ctx.progress('model', fraction);
  const network = await openBeatNetworkOrNull({ signal, backend, log, onDownload });
  try {
    const beats = createBeatListener(network?.createStream() ?? null);
    const meter = createSongMeter();
    const waveform = createWaveform(SONG_RATE_HZ);
    const withoutDc = createDcBlocker();
    const total = Math.max(1, source.audio!.durationSeconds);
    for await (const block of source.pcm({ sampleRateHz: SONG_RATE_HZ, channels: 1, blockSeconds: 5 })) {
      signal.throwIfAborted();
      const clean = withoutDc(block.channels[0]!);
      meter.push(clean);
      waveform.push(clean);
      await beats.push(clean);
      ctx.progress('listen', (block.timeSeconds + block.frameCount / SONG_RATE_HZ) / total);
    }
    return {
      measures: { ...meter.finish(), beats: await beats.finish() },
      waveform: waveform.finish(),
    };
  } finally {
    await network?.[Symbol.asyncDispose]();
  }
};
