import { createFrameStream } from '../../dsp/frame-stream';
import { createRealFft } from '../../dsp/real-fft';
import { hannWindow } from '../../dsp/windows';

/** Rate of everything that listens for speech. */
export const SPEECH_RATE_HZ = 16_000;
/** 32 ms, the step of the voice activity network as well. */
export const SPEECH_HOP = 512;
const FRAME = 1024;
const BIN_HZ = SPEECH_RATE_HZ / FRAME;

const binOf = (hz: number): number => Math.round(hz / BIN_HZ);
/** Bass instruments and drums; the lowest voices start above. */
const BASS: readonly [number, number] = [binOf(25), binOf(75)];
const TELEPHONE: readonly [number, number] = [binOf(300), binOf(3400)];
const FULL: readonly [number, number] = [binOf(25), binOf(7500)];

/** Sums over the spectrum of one frame. */
export interface SpectralFrame {
  readonly total: number;
  readonly bass: number;
  /** 300-3400 Hz. */
  readonly speechBand: number;
}

export interface SpectralSummary {
  /** One per 32 ms. */
  readonly frames: readonly SpectralFrame[];
  /** Flatness of each second's mean spectrum, averaged over octaves: 0 tones .. 1 noise. */
  readonly flatness: readonly number[];
}

const sumBand = (power: Float32Array, [from, to]: readonly [number, number]): number => {
  let sum = 0;
  for (let k = from; k < to; k++) sum += power[k]!;
  return sum;
};

/** Where notes live; cymbals and consonants above are noise in any music. */
const OCTAVES = [100, 200, 400, 800, 1600].map(binOf);
/** A second of spectra: the mean of so much noise is flat, that of chords is not. */
const FLATNESS_FRAMES = 32;
/** Numbers under this share of the frame's mean are treated as it: a lone tone must not pass for flat emptiness. */
const RELATIVE_FLOOR = 1e-5;

const bandFlatness = (power: Float64Array, from: number, to: number, floor: number): number => {
  let logs = 0;
  let sum = 0;
  for (let k = from; k < to; k++) {
    logs += Math.log(power[k]! + floor);
    sum += power[k]! + floor;
  }
  return (Math.exp(logs / (to - from)) * (to - from)) / sum;
};

/** The least flat octave decides: one octave with notes in it is music. */
const octaveFlatness = (power: Float64Array): number => {
  const mean = power.reduce((sum, value) => sum + value, 0) / power.length;
  let sum = 0;
  for (let o = 1; o < OCTAVES.length; o++) {
    sum += bandFlatness(power, OCTAVES[o - 1]!, OCTAVES[o]!, mean * RELATIVE_FLOOR + 1e-12);
  }
  return sum / (OCTAVES.length - 1);
};

/** One `SpectralFrame` per 32 ms of a 16 kHz mono stream. */
export const createSpectralFrames = () => {
  const fft = createRealFft(FRAME);
  const power = new Float32Array(fft.bins);
  const frames: SpectralFrame[] = [];
  const flatness: number[] = [];
  const mean = new Float64Array(fft.bins);
  const addToMean = (): void => {
    for (let k = 0; k < mean.length; k++) mean[k]! += power[k]!;
    if (frames.length % FLATNESS_FRAMES !== 0) return;
    flatness.push(octaveFlatness(mean));
    mean.fill(0);
  };
  const stream = createFrameStream({
    frameSamples: FRAME,
    hopSamples: SPEECH_HOP,
    window: hannWindow(FRAME),
    onFrame: (frame) => {
      fft.power(frame, power);
      frames.push({
        total: sumBand(power, FULL),
        bass: sumBand(power, BASS),
        speechBand: sumBand(power, TELEPHONE),
      });
      addToMean();
    },
  });
  return {
    /** The frames so far. */
    frames: frames as readonly SpectralFrame[],
    push: (samples: Float32Array) => stream.push(samples),
    finish: (): SpectralSummary => {
      stream.finish();
      return { frames, flatness };
    },
  };
};
