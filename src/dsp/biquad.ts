/**
 * Second-order sections after Robert Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter
 * coefficients" (W3C Note, 2021): the same formulas the Web Audio API's BiquadFilterNode is specified with,
 * so a preview graph and a rendered file agree.
 */

/** Normalised so that a0 = 1: y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]. */
export interface BiquadCoefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

export interface BiquadDesign {
  readonly type: 'highpass' | 'lowpass' | 'peaking' | 'lowshelf' | 'highshelf';
  readonly frequencyHz: number;
  /** Quality factor (linear, also for the pass filters). Shelves use a slope of 1 and ignore it. */
  readonly q: number;
  /** Peaking and shelves only. */
  readonly gainDb: number;
}

type Polynomials = readonly [b0: number, b1: number, b2: number, a0: number, a1: number, a2: number];

const passFilter = (type: 'highpass' | 'lowpass', cosine: number, alpha: number): Polynomials => {
  const edge = type === 'highpass' ? 1 + cosine : 1 - cosine;
  return [edge / 2, type === 'highpass' ? -edge : edge, edge / 2, 1 + alpha, -2 * cosine, 1 - alpha];
};

const shelf = (sign: 1 | -1, cosine: number, sine: number, amplitude: number): Polynomials => {
  // `sign` +1 = low shelf, -1 = high shelf; slope 1 gives alpha = sin / sqrt(2).
  const ripple = 2 * Math.sqrt(amplitude) * (sine / Math.SQRT2);
  const plus = amplitude + 1;
  const minus = amplitude - 1;
  return [
    amplitude * (plus - sign * minus * cosine + ripple),
    sign * 2 * amplitude * (minus - sign * plus * cosine),
    amplitude * (plus - sign * minus * cosine - ripple),
    plus + sign * minus * cosine + ripple,
    sign * -2 * (minus + sign * plus * cosine),
    plus + sign * minus * cosine - ripple,
  ];
};

const polynomialsOf = (design: BiquadDesign, sampleRateHz: number): Polynomials => {
  const omega = (2 * Math.PI * design.frequencyHz) / sampleRateHz;
  const cosine = Math.cos(omega);
  const sine = Math.sin(omega);
  const alpha = sine / (2 * design.q);
  const amplitude = 10 ** (design.gainDb / 40);
  switch (design.type) {
    case 'highpass':
    case 'lowpass':
      return passFilter(design.type, cosine, alpha);
    case 'peaking':
      return [
        1 + alpha * amplitude,
        -2 * cosine,
        1 - alpha * amplitude,
        1 + alpha / amplitude,
        -2 * cosine,
        1 - alpha / amplitude,
      ];
    case 'lowshelf':
      return shelf(1, cosine, sine, amplitude);
    case 'highshelf':
      return shelf(-1, cosine, sine, amplitude);
  }
};

export const designBiquad = (design: BiquadDesign, sampleRateHz: number): BiquadCoefficients => {
  const [b0, b1, b2, a0, a1, a2] = polynomialsOf(design, sampleRateHz);
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
};

/** Magnitude of the response at a frequency, linear. */
export const biquadGain = (c: BiquadCoefficients, frequencyHz: number, sampleRateHz: number): number => {
  const w = (2 * Math.PI * frequencyHz) / sampleRateHz;
  const magnitude = (z0: number, z1: number, z2: number) =>
    Math.hypot(z0 + z1 * Math.cos(w) + z2 * Math.cos(2 * w), z1 * Math.sin(w) + z2 * Math.sin(2 * w));
  return magnitude(c.b0, c.b1, c.b2) / magnitude(1, c.a1, c.a2);
};

/** Below this the state is flushed to zero: denormal numbers are many times slower. */
const DENORMAL_FLOOR = 1e-20;

/** Streaming filter in transposed direct form II with double-precision state. */
export const createBiquad = (coefficients: BiquadCoefficients) => {
  const { b0, b1, b2, a1, a2 } = coefficients;
  const memory = new Float64Array(2);
  return {
    /** Filters `input` into `output` (may be the same array). */
    process(input: Float32Array, output: Float32Array): void {
      // Locals for the loop: a closure's variables are written back sample by sample.
      let s1 = memory[0]!;
      let s2 = memory[1]!;
      for (let n = 0; n < input.length; n++) {
        const x = input[n]!;
        const y = b0 * x + s1;
        s1 = b1 * x - a1 * y + s2;
        s2 = b2 * x - a2 * y;
        output[n] = y;
      }
      memory[0] = Math.abs(s1) < DENORMAL_FLOOR ? 0 : s1;
      memory[1] = Math.abs(s2) < DENORMAL_FLOOR ? 0 : s2;
    },
  };
};
