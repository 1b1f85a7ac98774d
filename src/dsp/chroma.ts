/**
 * Folds log-frequency magnitudes into 12 pitch classes, `out[0]` = C. `minHz` is the first bin's centre;
 * `tuningSemitones` (from `createTuningEstimator`) shifts the grid. A bin between two pitch classes is shared
 * linearly. `out` is `[12]`.
 */
export const foldChroma = (
  magnitudes: ArrayLike<number>,
  grid: { readonly minHz: number; readonly binsPerOctave: number; readonly tuningSemitones: number },
  out: Float32Array,
): void => {
  out.fill(0);
  // MIDI 69 = A4 = 440 Hz, and MIDI 60 (class 0) is a C.
  const midiOfBinZero = 69 + 12 * Math.log2(grid.minHz / 440) - grid.tuningSemitones;
  for (let b = 0; b < magnitudes.length; b++) {
    const midi = midiOfBinZero + (b * 12) / grid.binsPerOctave;
    const low = Math.floor(midi);
    const share = midi - low;
    const pitchClass = ((low % 12) + 12) % 12;
    out[pitchClass]! += (1 - share) * magnitudes[b]!;
    out[(pitchClass + 1) % 12]! += share * magnitudes[b]!;
  }
};

/** Scales to unit Euclidean length in place; a frame weaker than `floor` becomes all zeros. */
export const normalizeChroma = (chroma: Float32Array, floor = 1e-6): void => {
  let energy = 0;
  for (const value of chroma) energy += value * value;
  const norm = Math.sqrt(energy);
  for (let k = 0; k < chroma.length; k++) chroma[k] = norm > floor ? chroma[k]! / norm : 0;
};
