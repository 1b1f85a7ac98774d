import { applyFilterbank, triangularFilterbank, type Filterbank } from './filterbank';
import { createRealFft } from './real-fft';
import { createFrameStream, type FrameStream } from './frame-stream';
import { hannWindow } from './windows';

/** O'Shaughnessy (1987): mel = 2595 log10(1 + f / 700). */
export const hzToMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
export const melToHz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

export interface MelOptions {
  readonly sampleRateHz: number;
  readonly fftSamples: number;
  readonly hopSamples: number;
  readonly bands: number;
  readonly minHz: number;
  readonly maxHz: number;
}

export const melFilterbank = (options: Omit<MelOptions, 'hopSamples'>): Filterbank => {
  const low = hzToMel(options.minHz);
  const step = (hzToMel(options.maxHz) - low) / (options.bands + 1);
  const edgesHz = Array.from({ length: options.bands + 2 }, (_, b) => melToHz(low + b * step));
  return triangularFilterbank(edgesHz, options.sampleRateHz, options.fftSamples);
};

/**
 * Mel spectrogram of a stream of mono blocks: `onFrame(mel, index)` gets linear magnitude per band `[bands]`
 * (Hann window, a full-scale sine reads about 1 in its band); the buffer is reused.
 */
export const createMelStream = (
  options: MelOptions,
  onFrame: (mel: Float32Array, index: number) => void,
): FrameStream => {
  const fft = createRealFft(options.fftSamples);
  const bank = melFilterbank(options);
  const power = new Float32Array(fft.bins);
  const mel = new Float32Array(options.bands);
  // A sine of amplitude 1 under a Hann window peaks at fftSamples / 4.
  const scale = 4 / options.fftSamples;
  return createFrameStream({
    frameSamples: options.fftSamples,
    hopSamples: options.hopSamples,
    window: hannWindow(options.fftSamples),
    onFrame: (frame, index) => {
      fft.power(frame, power);
      for (let k = 0; k < power.length; k++) power[k] = Math.sqrt(power[k]!) * scale;
      applyFilterbank(bank, power, mel);
      onFrame(mel, index);
    },
  });
};
