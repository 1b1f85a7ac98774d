import { keyPixelsWasm } from './compiled/key-pixels';
import { openKernel } from './open-kernel';

type PictureArgs = [frame: number, plate: number, stride: number, widthPx: number, heightPx: number];
type AlphaArgs = [alphas: number, alphaStride: number, line: number, settings: number];

/** Addresses in the memory the kernel was opened on; strides in bytes. */
export interface KeyPixelsKernel {
  gatherRims(
    ...args: [
      ...PictureArgs,
      ...fields: [shift: number, foreground: number, states: number, sums: number, settings: number],
    ]
  ): void;
  spreadRims(
    ...args: [
      ...fields: [sums: number, colors: number, foreground: number, states: number],
      ...grid: [columns: number, rows: number, settings: number],
    ]
  ): void;
  solveAlphas(
    ...args: [
      ...PictureArgs,
      ...fields: [shift: number, colors: number, states: number, before: number],
      ...AlphaArgs,
    ]
  ): void;
  writePixels(
    ...args: [
      ...pictures: [frame: number, plate: number, out: number],
      ...size: [stride: number, widthPx: number, heightPx: number],
      ...fields: [plateCells: number, shift: number, colors: number],
      ...cells: [states: number, before: number, kinds: number],
      ...AlphaArgs,
    ]
  ): void;
}

/** Bytes of `line`: the colours of eight pixels. */
export const KEY_LINE_BYTES = 192;

/** Twins: `solve-cell.ts`, `rim-colors.ts` and `write-cell.ts` of `src/vision/chroma-key`. */
export const openKeyPixels = (memory: WebAssembly.Memory): KeyPixelsKernel | null =>
  openKernel<KeyPixelsKernel>(keyPixelsWasm, memory);
