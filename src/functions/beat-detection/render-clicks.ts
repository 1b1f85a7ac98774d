import { MediaError } from '../../core/errors';
import type { Scratch } from '../../core/scratch';
import { createDither } from '../../dsp/dither';
import type { MediaSource } from '../../media/media-source';
import { openAudioWriter } from '../../media/open-audio-writer';
import { openMedia } from '../../media/open-media';
import type { BeatMap } from './beat-map';
import { createClickMixer } from './click-sound';

/** A check by ear needs no more than this. */
const HIGHEST_RATE_HZ = 48_000;
const LENGTH_TOLERANCE_SECONDS = 0.1;

interface ClickOptions {
  readonly signal: AbortSignal;
  readonly scratch: Scratch;
  readonly log: (message: string) => void;
  readonly onProgress: (fraction: number) => void;
}

/** The music at half level with a click on every beat, 16-bit WAV, as long as the source. Opened again to verify. */
export const renderClicks = async (
  source: MediaSource,
  map: BeatMap,
  options: ClickOptions,
): Promise<File> => {
  const audio = source.audio!;
  const sampleRateHz = Math.min(HIGHEST_RATE_HZ, audio.sampleRateHz);
  const channels = Math.min(2, audio.channels);
  const target = await options.scratch.createFile('clicks.wav');
  await using writer = await openAudioWriter({
    target,
    format: 'wav',
    sampleRateHz,
    channels,
    durationSeconds: source.durationSeconds,
    signal: options.signal,
  });
  const mix = createClickMixer(map.beats, sampleRateHz);
  const dither = createDither();
  let written = 0;
  for await (const block of source.pcm({ sampleRateHz, channels })) {
    options.signal.throwIfAborted();
    const mixed = mix(block.channels, written);
    await writer.add({ kind: 'integer', samples: dither.quantize(mixed) });
    written += block.frameCount;
    options.onProgress(written / sampleRateHz / Math.max(0.1, source.durationSeconds));
  }
  const file = await writer.finish();
  await verifyLength(file, written / sampleRateHz, options);
  return file;
};

const verifyLength = async (file: File, seconds: number, options: ClickOptions): Promise<void> => {
  using again = await openMedia(file, { ...options, need: 'audio' });
  if (Math.abs(again.durationSeconds - seconds) <= LENGTH_TOLERANCE_SECONDS) return;
  throw new MediaError(
    'verify-failed',
    `The click track lasts ${again.durationSeconds} s instead of ${seconds} s`,
  );
};
