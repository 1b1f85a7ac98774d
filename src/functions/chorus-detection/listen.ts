import type { MediaSource } from '../../media/media-source';
import { createSongMeter, type SongMeasures, SONG_RATE_HZ } from './measure-song';
import { createWaveform, type Waveform } from './waveform';

/** Decodes a song once into what its structure is planned from and drawn with. */
export const listenToSong = async (
  source: MediaSource,
  onProgress: (fraction: number) => void,
): Promise<{ readonly measures: SongMeasures; readonly waveform: Waveform }> => {
  const meter = createSongMeter();
  const waveform = createWaveform(SONG_RATE_HZ);
  const total = Math.max(1, source.audio!.durationSeconds);
  for await (const block of source.pcm({ sampleRateHz: SONG_RATE_HZ, channels: 1, blockSeconds: 5 })) {
    meter.push(block.channels[0]!);
    waveform.push(block.channels[0]!);
    onProgress((block.timeSeconds + block.frameCount / SONG_RATE_HZ) / total);
  }
  return { measures: meter.finish(), waveform: waveform.finish() };
};
