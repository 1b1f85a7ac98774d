/** Peaks for drawing, 0..255, at most `MAX_PEAKS`. */
export interface Waveform {
  readonly secondsPerPeak: number;
  readonly peaks: readonly number[];
}

const SLOT_SAMPLES = 1024;
const MAX_PEAKS = 3000;

/** Streams mono blocks. */
export const createWaveform = (sampleRateHz: number) => {
  const slots: number[] = [];
  let peak = 0;
  let filled = 0;
  return {
    push: (samples: Float32Array): void => {
      for (const sample of samples) {
        peak = Math.max(peak, Math.abs(sample));
        if (++filled < SLOT_SAMPLES) continue;
        slots.push(peak);
        peak = 0;
        filled = 0;
      }
    },
    finish: (): Waveform => {
      const merge = Math.max(1, Math.ceil(slots.length / MAX_PEAKS));
      const peaks = Array.from({ length: Math.ceil(slots.length / merge) }, (_, i) =>
        Math.min(255, Math.round(255 * Math.max(...slots.slice(i * merge, (i + 1) * merge)))),
      );
      return { secondsPerPeak: (merge * SLOT_SAMPLES) / sampleRateHz, peaks };
    },
  };
};
