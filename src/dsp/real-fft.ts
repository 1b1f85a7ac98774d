import FFT from 'fft.js';

/** Fourier transform of real frames, `sizeSamples` a power of two >= 4. Buffers are reused: copy what must last. */
export interface RealFft {
  readonly sizeSamples: number;
  /** sizeSamples / 2 + 1, from 0 Hz to half the sample rate. */
  readonly bins: number;
  /** Interleaved re, im for each bin, `[bins * 2]`; valid until the next call. */
  complex(frame: Float32Array): Float64Array;
  /** |X|^2 per bin into `power` `[bins]`. */
  power(frame: Float32Array, power: Float32Array): void;
}

export const createRealFft = (sizeSamples: number): RealFft => {
  const transform = new FFT(sizeSamples);
  const spectrum = new Float64Array(sizeSamples * 2);
  const bins = sizeSamples / 2 + 1;
  const complex = (frame: Float32Array): Float64Array => {
    // fft.js indexes its arguments only, so typed arrays serve where its types ask for `number[]`.
    transform.realTransform(spectrum as unknown as number[], frame as unknown as number[]);
    return spectrum;
  };
  const power = (frame: Float32Array, out: Float32Array): void => {
    complex(frame);
    for (let k = 0; k < bins; k++) {
      const re = spectrum[2 * k]!;
      const im = spectrum[2 * k + 1]!;
      out[k] = re * re + im * im;
    }
  };
  return { sizeSamples, bins, complex, power };
};
