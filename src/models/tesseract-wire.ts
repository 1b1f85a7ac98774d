import type { WireError } from '../core/errors';
import type { LumaImage } from '../core/image';

/** One character as Tesseract read it. */
export interface TesseractSymbol {
  readonly text: string;
  /** 0..1, the character's and its word's together. */
  readonly confidence: number;
  /** Centre, 0..1 along the line. */
  readonly position: number;
  readonly startsWord: boolean;
}

/** To the worker: `open` once, then any number of lines. */
export type TesseractRequest =
  | { readonly kind: 'open'; readonly language: string; readonly data: Uint8Array<ArrayBuffer> }
  /** Dark letters on white. */
  | { readonly kind: 'read'; readonly line: LumaImage };

/** From it, one for each request, in order. */
export type TesseractReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'read'; readonly symbols: readonly TesseractSymbol[] }
  | { readonly kind: 'failed'; readonly error: WireError };
