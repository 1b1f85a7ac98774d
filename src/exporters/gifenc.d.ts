/** The part of gifenc (which ships no types) that is used. */
declare module 'gifenc' {
  export type GifPalette = number[][];
  export interface GifFrameOptions {
    readonly palette?: GifPalette;
    /** Milliseconds; written in hundredths of a second. */
    readonly delay?: number;
    readonly transparent?: boolean;
    readonly transparentIndex?: number;
    /** 1 = keep what is shown and draw over it. */
    readonly dispose?: number;
    /** 0 = forever. */
    readonly repeat?: number;
  }
  export interface GifEncoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: GifFrameOptions): void;
    finish(): void;
    bytesView(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(): GifEncoder;
  export function quantize(
    rgba: Uint8Array | Uint8ClampedArray,
    maxColors: number,
    options?: { readonly format?: 'rgb565' | 'rgb444' },
  ): GifPalette;
}
