import {
  ALL_FORMATS,
  AudioSample,
  AudioSampleSink,
  AudioSampleSource,
  BlobSource,
  BufferTarget,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
} from 'mediabunny';
import { memoizeAsync } from '../core/memoize-async';
import { prepareAudioEncoder } from './audio-encoders';

const SAMPLE_RATE_HZ = 48000;
const IMPULSE_AT = 8192;
const LENGTH = 24576;
/** No AAC encoder delays by more than this; a peak elsewhere is not the impulse. */
const MAX_DELAY = 4096;

const encodeImpulse = async (): Promise<Blob> => {
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const source = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: 128_000 }) });
  output.addAudioTrack(source);
  await output.start();
  const data = new Float32Array(LENGTH);
  data[IMPULSE_AT] = 0.9;
  using sample = new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: 1,
    sampleRate: SAMPLE_RATE_HZ,
    timestamp: 0,
  });
  await source.add(sample);
  await output.finalize();
  return new Blob([output.target.buffer ?? new ArrayBuffer()]);
};

const findPeak = async (blob: Blob): Promise<number> => {
  using input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  let [place, peak] = [IMPULSE_AT, 0];
  for await (const sample of track ? new AudioSampleSink(track).samples() : []) {
    using own = sample;
    const plane = new Float32Array(own.numberOfFrames);
    own.copyTo(plane, { planeIndex: 0, format: 'f32-planar' });
    const start = Math.round(own.timestamp * SAMPLE_RATE_HZ);
    plane.forEach((value, index) => {
      if (Math.abs(value) > peak) [place, peak] = [start + index, Math.abs(value)];
    });
  }
  return place;
};

/**
 * Samples by which this browser's AAC encoder and decoder shift the sound, measured with an impulse: some encoders put
 * their priming block at time zero, others say that it lies before.
 */
const measure = memoizeAsync(async (_codec: 'aac'): Promise<number> => {
  await prepareAudioEncoder('aac');
  const delay = (await findPeak(await encodeImpulse())) - IMPULSE_AT;
  return delay > 0 && delay <= MAX_DELAY ? delay : 0;
});

/** Seconds to subtract from the times of samples given to the encoder, so that the sound comes out where it was. */
export const encoderDelaySeconds = async (codec: string, sampleRateHz: number): Promise<number> =>
  codec === 'aac' ? (await measure('aac').catch(() => 0)) / sampleRateHz : 0;
