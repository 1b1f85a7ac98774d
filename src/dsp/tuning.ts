/** How far a spectrum's peaks lie from the semitone grid of A4 = 440 Hz; fed frame by frame. */
export interface TuningEstimator {
  /** Log-frequency magnitudes of one frame; bin b is at `minHz * 2^(b / binsPerOctave)`. */
  push(magnitudes: ArrayLike<number>): void;
  /** Semitones, -0.5..0.5; positive means the music is sharp. 0 when nothing tonal was heard. */
  semitones(): number;
}

const A4_HZ = 440;

/**
 * Circular mean of the deviation of interpolated spectral peaks, weighted by magnitude. Needs at least three bins
 * a semitone (`binsPerOctave` >= 36) to resolve it.
 */
export const createTuningEstimator = (minHz: number, binsPerOctave: number): TuningEstimator => {
  let sine = 0;
  let cosine = 0;
  const semitoneOfBinZero = 12 * Math.log2(minHz / A4_HZ);
  return {
    push: (magnitudes) => {
      for (let b = 1; b + 1 < magnitudes.length; b++) {
        const left = magnitudes[b - 1]!;
        const peak = magnitudes[b]!;
        const right = magnitudes[b + 1]!;
        if (peak <= left || peak < right || peak === 0) continue;
        const offset = (0.5 * (left - right)) / (left - 2 * peak + right);
        const angle = 2 * Math.PI * (semitoneOfBinZero + ((b + offset) * 12) / binsPerOctave);
        sine += peak * Math.sin(angle);
        cosine += peak * Math.cos(angle);
      }
    },
    semitones: () => (sine === 0 && cosine === 0 ? 0 : Math.atan2(sine, cosine) / (2 * Math.PI)),
  };
};
