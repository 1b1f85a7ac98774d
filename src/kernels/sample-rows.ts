import { sampleRowsWasm } from './compiled/sample-rows';
import { openKernel } from './open-kernel';

/** Addresses in the memory the functions were opened on. Weights are 16-bit, in 1/4096. */
export interface SampleRows {
  /** Weighted sum of `count` rows `stride` bytes apart; a zero weight follows an odd count. */
  mixRows(
    ...args: [source: number, stride: number, weights: number, count: number, out: number, length: number]
  ): void;
  /** Each sample is the sum of `taps` (a multiple of 8) weighted bytes of `line`, from its 32-bit start on. */
  mixAcross(
    ...args: [line: number, starts: number, weights: number, taps: number, out: number, length: number]
  ): void;
  /** Alternating bytes taken apart; up to 15 bytes past both ends may be written. */
  splitPairs(...args: [pairs: number, first: number, second: number, length: number]): void;
}

/** Twin: `src/vision/sample-rows.ts`. */
export const openSampleRows = (memory: WebAssembly.Memory): SampleRows | null =>
  openKernel<SampleRows>(sampleRowsWasm, memory);
