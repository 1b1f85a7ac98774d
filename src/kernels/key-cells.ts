import { keyCellsWasm } from './compiled/key-cells';
import { openKernel } from './open-kernel';

/** Addresses in the memory the kernel was opened on; strides in bytes. */
export interface KeyCellsKernel {
  averageCells(picture: number, stride: number, widthPx: number, heightPx: number, means: number): void;
  analyseCells(
    ...args: [
      ...cells: [means: number, plate: number],
      ...out: [shift: number, foreground: number, states: number, scratch: number],
      ...grid: [columns: number, rows: number, settings: number],
    ]
  ): void;
}

/** Bytes of `scratch` that `analyseCells` wants. */
export const keyCellsScratchBytes = (cells: number): number => cells * 64 + 4096;

/** Twin: `src/vision/chroma-key/cell-fields.ts`. */
export const openKeyCells = (memory: WebAssembly.Memory): KeyCellsKernel | null =>
  openKernel<KeyCellsKernel>(keyCellsWasm, memory);
