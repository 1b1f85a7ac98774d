import { MediaError } from '../core/errors';
import type { RgbaImage } from '../core/image';
import { unpackLzw } from './gif-lzw';

export interface DecodedGif {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0 = forever; `null` = plays once. */
  readonly repeat: number | null;
  readonly frameCount: number;
  readonly durationSeconds: number;
}

/** Called with what is on screen during each frame; the picture is overwritten by the next, copy it to keep it. */
export type OnGifFrame = (image: RgbaImage, durationSeconds: number) => void;

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

interface Control {
  delayCentiseconds: number;
  transparentIndex: number;
  dispose: number;
}

const byte = (cursor: Cursor): number => {
  const value = cursor.bytes[cursor.at++];
  if (value === undefined) throw new MediaError('verify-failed', 'The GIF ends too early');
  return value;
};
const word = (cursor: Cursor): number => byte(cursor) | (byte(cursor) << 8);

const colorTable = (cursor: Cursor, flags: number): Uint8Array => {
  const length = 3 * 2 ** ((flags & 7) + 1);
  cursor.at += length;
  return cursor.bytes.subarray(cursor.at - length, cursor.at);
};

/** Sub-blocks of at most 255 bytes, joined. */
const blocks = (cursor: Cursor): Uint8Array => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let size = byte(cursor); size > 0; size = byte(cursor)) {
    parts.push(cursor.bytes.subarray(cursor.at, cursor.at + size));
    cursor.at += size;
    length += size;
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

const readExtension = (cursor: Cursor, control: Control): number | null => {
  const label = byte(cursor);
  const data = blocks(cursor);
  if (label === 0xf9) {
    const [flags = 0, low = 0, high = 0, transparent = 0] = data;
    control.delayCentiseconds = low | (high << 8);
    control.transparentIndex = flags & 1 ? transparent : -1;
    control.dispose = (flags >> 2) & 7;
  }
  const isLoop = label === 0xff && String.fromCharCode(...data.subarray(0, 11)) === 'NETSCAPE2.0';
  return isLoop ? data[12]! | (data[13]! << 8) : null;
};

interface Surface {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly globalTable: Uint8Array;
}

const paintFrame = (cursor: Cursor, surface: Surface, control: Control): void => {
  const left = word(cursor);
  const top = word(cursor);
  const width = word(cursor);
  const height = word(cursor);
  const flags = byte(cursor);
  if (flags & 0x40) throw new MediaError('verify-failed', 'Interlaced GIFs are not ours');
  const table = flags & 0x80 ? colorTable(cursor, flags) : surface.globalTable;
  const minimumBits = byte(cursor);
  const indexes = unpackLzw(blocks(cursor), minimumBits, width * height);
  for (let i = 0; i < indexes.length; i++) {
    const index = indexes[i]!;
    if (index === control.transparentIndex) continue;
    const to = ((top + Math.floor(i / width)) * surface.widthPx + left + (i % width)) * 4;
    surface.data.set(table.subarray(index * 3, index * 3 + 3), to);
    surface.data[to + 3] = 255;
  }
};

/**
 * Decodes a GIF89a as `writeGif` makes them (not interlaced, frames kept or left). Throws `verify-failed` on
 * anything else or damaged. Source: GIF89a specification, CompuServe 1990.
 */
export const readGif = (bytes: Uint8Array, onFrame?: OnGifFrame): DecodedGif => {
  const cursor = { bytes, at: 6 };
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== 'GIF89a') {
    throw new MediaError('verify-failed', 'Not a GIF89a');
  }
  const widthPx = word(cursor);
  const heightPx = word(cursor);
  const flags = byte(cursor);
  cursor.at += 2;
  const globalTable = flags & 0x80 ? colorTable(cursor, flags) : new Uint8Array();
  const surface = { widthPx, heightPx, data: new Uint8ClampedArray(widthPx * heightPx * 4), globalTable };
  const control = { delayCentiseconds: 0, transparentIndex: -1, dispose: 0 };
  let frameCount = 0;
  let durationSeconds = 0;
  let repeat: number | null = null;
  for (let kind = byte(cursor); kind !== 0x3b; kind = byte(cursor)) {
    if (kind === 0x21) repeat = readExtension(cursor, control) ?? repeat;
    else if (kind === 0x2c) {
      paintFrame(cursor, surface, control);
      frameCount++;
      durationSeconds += control.delayCentiseconds / 100;
      onFrame?.(surface, control.delayCentiseconds / 100);
    } else throw new MediaError('verify-failed', 'Unknown block in the GIF');
  }
  return { widthPx, heightPx, repeat, frameCount, durationSeconds };
};
