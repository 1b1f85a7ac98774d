/** Sparse bank of spectral weights: band `b` covers `weights[b].length` bins from `firstBin[b]`. */
export interface Filterbank {
  readonly bands: number;
  readonly firstBin: readonly number[];
  readonly weights: readonly Float32Array[];
  /** Centre of each band. */
  readonly centreHz: readonly number[];
}

/** `out[b] = sum over the band of weight * spectrum`; `out` is `[bands]`. */
export const applyFilterbank = (bank: Filterbank, spectrum: ArrayLike<number>, out: Float32Array): void => {
  for (let b = 0; b < bank.bands; b++) {
    const weights = bank.weights[b]!;
    const first = bank.firstBin[b]!;
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * spectrum[first + k]!;
    out[b] = sum;
  }
};

/**
 * Triangles between neighbouring `edgesHz` (`[bands + 2]`), peak 1, sampled at FFT bin centres. A band narrower
 * than a bin is given its nearest bin, so that no band is empty.
 */
export const triangularFilterbank = (
  edgesHz: readonly number[],
  sampleRateHz: number,
  fftSamples: number,
): Filterbank => {
  const binHz = sampleRateHz / fftSamples;
  const lastBin = fftSamples / 2;
  const firstBin: number[] = [];
  const weights: Float32Array[] = [];
  const centreHz = edgesHz.slice(1, -1);
  centreHz.forEach((centre, b) => {
    const low = edgesHz[b]!;
    const high = edgesHz[b + 2]!;
    const first = Math.max(0, Math.ceil(low / binHz));
    const last = Math.min(lastBin, Math.floor(high / binHz));
    const row = Float32Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => {
      const hz = (first + k) * binHz;
      return Math.max(0, hz <= centre ? (hz - low) / (centre - low) : (high - hz) / (high - centre));
    });
    const isEmpty = row.every((weight) => weight === 0);
    firstBin.push(isEmpty ? Math.min(lastBin, Math.round(centre / binHz)) : first);
    weights.push(isEmpty ? Float32Array.of(1) : row);
  });
  return { bands: centreHz.length, firstBin, weights, centreHz };
};
