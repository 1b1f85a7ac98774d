export interface SuperFluxOptions {
  /** Frames between the two compared spectra. */
  readonly lagFrames: number;
  /** Half-width, in bands, of the maximum filter on the earlier spectrum; 1 follows vibrato of a band. */
  readonly maxFilterBands: number;
  /** Band ranges `[from, to)` whose rises are summed apart, e.g. kick, snare, hat. */
  readonly groups: readonly (readonly [from: number, to: number])[];
}

/**
 * Half-wave rectified rise of log magnitudes, per group of bands: S. Böck and G. Widmer, "Maximum filter vibrato
 * suppression for onset detection" (2013). Push frames in order; `out` is `[groups]`, the mean rise per band.
 */
export interface OnsetFlux {
  push(logMagnitudes: Float32Array, out: Float32Array): void;
}

export const createOnsetFlux = (bands: number, options: SuperFluxOptions): OnsetFlux => {
  const { lagFrames, maxFilterBands, groups } = options;
  const history = Array.from({ length: lagFrames }, () => new Float32Array(bands));
  let seen = 0;
  return {
    push: (logMagnitudes, out) => {
      const earlier = history[seen % lagFrames]!;
      groups.forEach(([from, to], g) => {
        let rise = 0;
        for (let b = from; b < to; b++) rise += Math.max(0, logMagnitudes[b]! - earlier[b]!);
        out[g] = seen < lagFrames ? 0 : rise / Math.max(1, to - from);
      });
      maxFilter(logMagnitudes, maxFilterBands, earlier);
      seen++;
    },
  };
};

const maxFilter = (values: Float32Array, radius: number, out: Float32Array): void => {
  for (let b = 0; b < values.length; b++) {
    let top = values[b]!;
    const last = Math.min(values.length - 1, b + radius);
    for (let k = Math.max(0, b - radius); k <= last; k++) top = Math.max(top, values[k]!);
    out[b] = top;
  }
};
