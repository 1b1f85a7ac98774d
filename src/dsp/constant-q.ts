import { createFrameStream, type FrameStream } from './frame-stream';
import { createRealFft } from './real-fft';

export interface ConstantQOptions {
  readonly sampleRateHz: number;
  /** Power of two; at least Q * sampleRateHz / minHz samples keep the lowest bin at full resolution. */
  readonly fftSamples: number;
  readonly minHz: number;
  readonly octaves: number;
  readonly binsPerOctave: number;
}

/** Spectral kernels: per bin the FFT bins that matter and their complex weights (re, im interleaved). */
export interface ConstantQKernel {
  readonly bins: number;
  readonly binsPerOctave: number;
  readonly centreHz: readonly number[];
  readonly firstBin: readonly number[];
  readonly weights: readonly Float32Array[];
}

/** Kernel weights below this share of the kernel's peak are dropped (Brown and Puckette use 0.54 % .. 1 %). */
const SPARSITY = 0.0054;

/**
 * Constant-Q transform after J. C. Brown and M. S. Puckette, "An efficient algorithm for the calculation of a
 * constant Q transform" (1992): Hann-windowed complex exponentials, centred in the frame, taken to the frequency
 * domain once. Deviation: windows longer than the frame are cut to it, so the lowest bins may be wider.
 */
export const constantQKernel = (options: ConstantQOptions): ConstantQKernel => {
  const { sampleRateHz, fftSamples, minHz, octaves, binsPerOctave } = options;
  const quality = 1 / (2 ** (1 / binsPerOctave) - 1);
  const fft = createRealFft(fftSamples);
  const highestHz = sampleRateHz / 2.2;
  const centreHz = Array.from(
    { length: Math.round(octaves * binsPerOctave) },
    (_, k) => minHz * 2 ** (k / binsPerOctave),
  ).filter((hz) => hz < highestHz);
  const rows = centreHz.map((hz) => spectralKernel(fft, hz, quality * (sampleRateHz / hz), sampleRateHz));
  return {
    bins: centreHz.length,
    binsPerOctave,
    centreHz,
    firstBin: rows.map((row) => row.firstBin),
    weights: rows.map((row) => row.weights),
  };
};

const spectralKernel = (
  fft: ReturnType<typeof createRealFft>,
  hz: number,
  idealSamples: number,
  sampleRateHz: number,
): { firstBin: number; weights: Float32Array } => {
  const size = fft.sizeSamples;
  const length = Math.min(size, Math.round(idealSamples));
  const start = (size - length) >> 1;
  const cosine = new Float32Array(size);
  const sine = new Float32Array(size);
  for (let n = 0; n < length; n++) {
    const window = (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / length)) * (4 / length);
    const phase = (2 * Math.PI * hz * (start + n - size / 2)) / sampleRateHz;
    cosine[start + n] = window * Math.cos(phase);
    sine[start + n] = window * Math.sin(phase);
  }
  // FFT of (cos + i sin) = C + iS: (Cre - Sim) + i(Cim + Sre); conjugated for the inner product.
  const c = Float64Array.from(fft.complex(cosine).subarray(0, fft.bins * 2));
  const s = fft.complex(sine);
  const kernel = new Float32Array(fft.bins * 2);
  let peak = 0;
  for (let k = 0; k < fft.bins; k++) {
    kernel[2 * k] = (c[2 * k]! - s[2 * k + 1]!) / size;
    kernel[2 * k + 1] = -(c[2 * k + 1]! + s[2 * k]!) / size;
    peak = Math.max(peak, Math.hypot(kernel[2 * k]!, kernel[2 * k + 1]!));
  }
  let first = 0;
  let last = fft.bins - 1;
  const isSmall = (k: number): boolean => Math.hypot(kernel[2 * k]!, kernel[2 * k + 1]!) < SPARSITY * peak;
  while (first < last && isSmall(first)) first++;
  while (last > first && isSmall(last)) last--;
  return { firstBin: first, weights: kernel.slice(2 * first, 2 * last + 2) };
};

/** Magnitude per constant-Q bin into `out` `[bins]`; `spectrum` is `RealFft.complex` of an unwindowed frame. */
export const applyConstantQ = (
  kernel: ConstantQKernel,
  spectrum: ArrayLike<number>,
  out: Float32Array,
): void => {
  for (let b = 0; b < kernel.bins; b++) {
    const weights = kernel.weights[b]!;
    const offset = kernel.firstBin[b]! * 2;
    let re = 0;
    let im = 0;
    for (let k = 0; k < weights.length; k += 2) {
      const xr = spectrum[offset + k]!;
      const xi = spectrum[offset + k + 1]!;
      re += xr * weights[k]! - xi * weights[k + 1]!;
      im += xr * weights[k + 1]! + xi * weights[k]!;
    }
    out[b] = Math.hypot(re, im);
  }
};

/**
 * Constant-Q magnitudes of a stream of mono blocks: `onFrame(magnitudes, index)` gets `[bins]` centred on sample
 * `index * hopSamples` (a full-scale sine reads about 1 in its bin); the buffer is reused.
 */
export const createConstantQStream = (
  options: ConstantQOptions & { readonly hopSamples: number },
  onFrame: (magnitudes: Float32Array, index: number) => void,
): FrameStream => {
  const kernel = constantQKernel(options);
  const fft = createRealFft(options.fftSamples);
  const magnitudes = new Float32Array(kernel.bins);
  return createFrameStream({
    frameSamples: options.fftSamples,
    hopSamples: options.hopSamples,
    window: new Float32Array(options.fftSamples).fill(1),
    onFrame: (frame, index) => {
      applyConstantQ(kernel, fft.complex(frame), magnitudes);
      onFrame(magnitudes, index);
    },
  });
};
