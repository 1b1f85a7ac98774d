/** Peaks of a track for drawing: one 0..255 number per slot, never more than `MAX_SLOTS`. */
const SLOT_FRAMES = 2400;
const MAX_SLOTS = 4000;

export interface Waveform {
  readonly secondsPerPeak: number;
  /** Largest magnitude per slot, 255 = full scale. */
  readonly peaks: Uint8Array<ArrayBuffer>;
}

/** Streams planar blocks. */
export const createWaveform = (sampleRateHz: number) => {
  const slots: number[] = [];
  let peak = 0;
  let filled = 0;
  const addSample = (magnitude: number): void => {
    if (magnitude > peak) peak = magnitude;
    if (++filled < SLOT_FRAMES) return;
    slots.push(peak);
    peak = 0;
    filled = 0;
  };
  return {
    add(block: readonly Float32Array[]): void {
      const [left, right = left] = block;
      for (let n = 0; n < (left?.length ?? 0); n++) {
        addSample(Math.max(Math.abs(left![n]!), Math.abs(right![n]!)));
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
