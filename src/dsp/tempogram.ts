export interface TempogramOptions {
  readonly windowFrames: number;
  readonly hopFrames: number;
  readonly maxLagFrames: number;
}

/** `values` is `[rows, maxLagFrames + 1]`, normalised so that lag 0 is 1 (all zero where the window is flat). */
export interface Tempogram {
  readonly rows: number;
  readonly lags: number;
  readonly values: Float32Array;
}

/**
 * Local autocorrelation of an onset envelope, mean removed and corrected for the shrinking overlap
 * (P. Grosche, M. Müller and F. Kurth, "Cyclic tempogram", 2010, autocorrelation variant). Row r is centred on
 * frame `r * hopFrames`; frames outside the envelope are skipped.
 */
export const autocorrelationTempogram = (envelope: Float32Array, options: TempogramOptions): Tempogram => {
  const { windowFrames, hopFrames, maxLagFrames } = options;
  const rows = Math.max(1, Math.ceil(envelope.length / hopFrames));
  const lags = maxLagFrames + 1;
  const values = new Float32Array(rows * lags);
  for (let r = 0; r < rows; r++) {
    const from = Math.max(0, r * hopFrames - (windowFrames >> 1));
    const window = envelope.subarray(from, Math.min(envelope.length, from + windowFrames));
    autocorrelate(window, values.subarray(r * lags, (r + 1) * lags));
  }
  return { rows, lags, values };
};

const autocorrelate = (window: Float32Array, out: Float32Array): void => {
  const length = window.length;
  const mean = window.reduce((sum, value) => sum + value, 0) / Math.max(1, length);
  const at = (lag: number): number => {
    let sum = 0;
    for (let n = lag; n < length; n++) sum += (window[n]! - mean) * (window[n - lag]! - mean);
    return sum / Math.max(1, length - lag);
  };
  const power = at(0);
  // Below this the window is silent or constant.
  if (power < 1e-12) return;
  for (let lag = 0; lag < out.length && lag < length / 2; lag++) out[lag] = at(lag) / power;
};
