/**
 * The gates of ITU-R BS.1770-4 over 100 ms energies: shared by the meter that makes the energies and by the page
 * that foretells the loudness of a mix while a fader moves.
 */
const MOMENTARY_STEPS = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
/** BS.1770-4 equation 2. */
const OFFSET_DB = -0.691;

export const loudnessOf = (meanSquare: number): number =>
  meanSquare > 0 ? OFFSET_DB + 10 * Math.log10(meanSquare) : -Infinity;

export const meanSquareOf = (lufs: number): number => 10 ** ((lufs - OFFSET_DB) / 10);

/** Energy that stands for the absolute gate. */
export const ABSOLUTE_GATE = meanSquareOf(ABSOLUTE_GATE_LUFS);

/** Mean over each run of `steps` values; empty when there are fewer. */
export const windowMeans = (energies: ArrayLike<number>, steps: number): Float64Array => {
  const means = new Float64Array(Math.max(0, energies.length - steps + 1));
  for (let i = 0; i < means.length; i++) {
    let sum = 0;
    for (let k = 0; k < steps; k++) sum += energies[i + k]!;
    means[i] = sum / steps;
  }
  return means;
};

/** Mean of the values at or above a gate; 0 when there are none. */
export const meanAbove = (means: Float64Array, gate: number): number => {
  let sum = 0;
  let count = 0;
  for (const value of means) {
    if (value < gate) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : 0;
};

/** Programme loudness in LUFS; `-Infinity` when nothing passes the absolute gate or it is shorter than 400 ms. */
export const integratedLoudness = (energies: ArrayLike<number>): number => {
  const blocks = windowMeans(energies, MOMENTARY_STEPS);
  const ungated = meanAbove(blocks, ABSOLUTE_GATE);
  if (ungated === 0) return -Infinity;
  const relative = ungated * 10 ** (RELATIVE_GATE_LU / 10);
  return loudnessOf(meanAbove(blocks, Math.max(ABSOLUTE_GATE, relative)));
};
