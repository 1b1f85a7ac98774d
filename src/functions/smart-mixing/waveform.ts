/** Peaks of a track for drawing: one 0..255 number per slot, never more than `MAX_SLOTS`. */
const SLOT_FRAMES = 2400;
const MAX_SLOTS = 4000;

export interface Waveform {
  readonly secondsPerPeak: number;
  /** Largest magnitude per slot, 255 = full scale. */
  readonly peaks: Uint8Array<ArrayBuffer>;
}

const largestMagnitude = (samples: Float32Array, from: number, to: number): number => {
  let largest = 0;
  for (let n = from; n < to; n++) largest = Math.max(largest, Math.abs(samples[n]!));
  return largest;
};

/** Streams planar blocks. */
export const createWaveform = (sampleRateHz: number) => {
  const slots: number[] = [];
  let peak = 0;
  let filled = 0;
  return {
    add(block: readonly Float32Array[]): void {
      const [left, right = left] = block;
      const count = left?.length ?? 0;
      for (let from = 0; from < count;) {
        const to = Math.min(count, from + SLOT_FRAMES - filled);
        peak = Math.max(peak, largestMagnitude(left!, from, to), largestMagnitude(right!, from, to));
        filled += to - from;
        from = to;
        if (filled < SLOT_FRAMES) break;
        slots.push(peak);
        peak = 0;
        filled = 0;
      }
    },
    finish(): Waveform {
      if (filled > 0) slots.push(peak);
      const merge = Math.ceil(slots.length / MAX_SLOTS);
      const peaks = Uint8Array.from({ length: Math.ceil(slots.length / Math.max(1, merge)) }, (_, i) => {
        const largest = Math.max(...slots.slice(i * merge, (i + 1) * merge));
        return Math.min(255, Math.round(largest * 255));
      });
      return { secondsPerPeak: (SLOT_FRAMES * merge) / sampleRateHz, peaks };
    },
  };
};
