import type { BoxPx } from '../core/geometry';
import type { LumaImage, RgbaImage } from '../core/image';

/** Decoder formats whose first plane is eight-bit luma. */
const LUMA_FIRST: ReadonlySet<string | null> = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);
/** Byte offsets of red, green and blue in the packed formats. */
const PACKED: Readonly<Record<string, readonly [number, number, number]>> = {
  RGBA: [0, 1, 2],
  RGBX: [0, 1, 2],
  BGRA: [2, 1, 0],
  BGRX: [2, 1, 0],
};
/** BT.709 luma in 256ths. */
const RED = 54;
const GREEN = 183;
const BLUE = 19;

interface Raw {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offset: number;
  readonly stride: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Adds each run of `step` values to its sum. */
const addRow = (sums: Uint16Array, row: Uint8Array, step: number): void => {
  for (let x = 0, at = 0; x < sums.length; x++) {
    let sum = 0;
    for (let k = 0; k < step; k++) sum += row[at++]!;
    sums[x] = sums[x]! + sum;
  }
};

/** Every second byte of a word: two 16-bit lanes. */
const LANES = 0x00ff00ff;

/** Sums of bytes 0 and 1, and of bytes 2 and 3, of a word. */
const pairSums = (word: number): number => (word & LANES) + ((word >>> 8) & LANES);

/** Means of squares of 2 by 2, four bytes at a time; what is written beyond a row the next one overwrites. */
const halveRows = (
  words: Uint32Array,
  { offset, stride }: Raw,
  { widthPx, heightPx, data }: LumaImage,
): void => {
  const wordCount = (widthPx + 1) >> 1;
  for (let y = 0; y < heightPx; y++) {
    const upper = (offset + 2 * y * stride) >> 2;
    const lower = upper + (stride >> 2);
    let to = y * widthPx;
    for (let i = 0; i < wordCount; i++) {
      const sums = pairSums(words[upper + i]!) + pairSums(words[lower + i]!);
      data[to++] = ((sums & 0xffff) + 2) >> 2;
      data[to++] = ((sums >>> 16) + 2) >> 2;
    }
  }
};

/** The same for larger squares: rows are summed four bytes at a time. */
const sumRows = (
  words: Uint32Array,
  { offset, stride }: Raw,
  { widthPx, heightPx, data }: LumaImage,
  step: number,
): void => {
  const wordCount = (widthPx * step + 3) >> 2;
  const even = new Uint32Array(wordCount);
  const odd = new Uint32Array(wordCount);
  const line = new Uint16Array(wordCount * 4);
  const share = 1 / step ** 2;
  for (let y = 0; y < heightPx; y++) {
    even.fill(0);
    odd.fill(0);
    for (let row = 0; row < step; row++) {
      const start = (offset + (y * step + row) * stride) >> 2;
      for (let i = 0; i < wordCount; i++) {
        const word = words[start + i]!;
        even[i] = even[i]! + (word & LANES);
        odd[i] = odd[i]! + ((word >>> 8) & LANES);
      }
    }
    for (let i = 0, x = 0; i < wordCount; i++, x += 4) {
      line[x] = even[i]!;
      line[x + 1] = odd[i]!;
      line[x + 2] = even[i]! >>> 16;
      line[x + 3] = odd[i]! >>> 16;
    }
    for (let x = 0, at = 0; x < widthPx; x++) {
      let sum = 0;
      for (let k = 0; k < step; k++) sum += line[at++]!;
      data[y * widthPx + x] = sum * share + 0.5;
    }
  }
};

/** The same where rows begin anywhere. */
const sumBytes = (
  { bytes, offset, stride }: Raw,
  { widthPx, heightPx, data }: LumaImage,
  step: number,
): void => {
  const sums = new Uint16Array(widthPx);
  const share = 1 / step ** 2;
  for (let y = 0; y < heightPx; y++) {
    sums.fill(0);
    for (let row = 0; row < step; row++) {
      const at = offset + (y * step + row) * stride;
      addRow(sums, bytes.subarray(at, at + widthPx * step), step);
    }
    for (let x = 0; x < widthPx; x++) data[y * widthPx + x] = sums[x]! * share + 0.5;
  }
};

/** The plane in words, where its rows begin on a word. */
const asWords = ({ bytes, offset, stride }: Raw): Uint32Array | null => {
  const isAligned = (offset | stride | bytes.byteOffset) % 4 === 0;
  return isAligned ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : null;
};

/** Mean of each square of `step` by `step` pixels; rims that fill no square are dropped. */
export const shrinkLuma = (raw: Raw, step: number): LumaImage => {
  const { bytes, offset, stride, widthPx, heightPx } = raw;
  const wide = Math.floor(widthPx / step);
  const high = Math.floor(heightPx / step);
  const data = new Uint8Array(wide * high);
  if (step === 1) {
    for (let y = 0; y < high; y++) {
      const start = offset + y * stride;
      data.set(bytes.subarray(start, start + wide), y * wide);
    }
    return { widthPx: wide, heightPx: high, data };
  }
  const words = asWords(raw);
  const shrunk = { widthPx: wide, heightPx: high, data };
  if (words && step === 2) halveRows(words, raw, shrunk);
  else if (words) sumRows(words, raw, shrunk, step);
  else sumBytes(raw, shrunk, step);
  return shrunk;
};

const packedLuma = (bytes: Uint8Array, widthPx: number, heightPx: number, format: string): Raw => {
  const [r, g, b] = PACKED[format] ?? [0, 1, 2];
  const luma = new Uint8Array(widthPx * heightPx);
  for (let i = 0, at = 0; i < luma.length; i++, at += 4)
    luma[i] = (bytes[at + r]! * RED + bytes[at + g]! * GREEN + bytes[at + b]! * BLUE) >> 8;
  return { bytes: luma, offset: 0, stride: widthPx, widthPx, heightPx };
};

/** Whole steps by which pictures are shrunk until their longer side is at most `maxSidePx`. */
export const lumaStep = (widthPx: number, heightPx: number, maxSidePx: number): number =>
  Math.max(1, Math.ceil(Math.max(widthPx, heightPx) / maxSidePx));

/**
 * Reads the luma of upright frames (`DecodedFrame.videoFrame`), shrunk by a whole number of steps: a copy of the
 * decoder's first plane, without colour conversion. Code values are the stream's own (limited range stays limited).
 * One call at a time; the result is the caller's.
 */
export const createLumaReader = (step: number) => {
  let buffer = new Uint8Array(0);
  return async (frame: VideoFrame): Promise<LumaImage> => {
    const format = frame.format ?? 'RGBA';
    const isPlanar = LUMA_FIRST.has(format);
    const options = isPlanar || format in PACKED ? {} : ({ format: 'RGBA' } as const);
    const size = frame.allocationSize(options);
    if (buffer.length < size) buffer = new Uint8Array(size);
    const [plane] = await frame.copyTo(buffer, options);
    const widthPx = frame.visibleRect?.width ?? frame.codedWidth;
    const heightPx = frame.visibleRect?.height ?? frame.codedHeight;
    if (isPlanar && plane)
      return shrinkLuma(
        { bytes: buffer, offset: plane.offset, stride: plane.stride, widthPx, heightPx },
        step,
      );
    return shrinkLuma(packedLuma(buffer, widthPx, heightPx, format), step);
  };
};

const even = (value: number): number => value & ~1;

/** Straight RGBA of a part of an upright frame; the box is grown to whole, even pixels. */
export const readCrop = async (frame: VideoFrame, box: BoxPx): Promise<RgbaImage> => {
  const {
    x: left,
    y: top,
    width,
    height,
  } = frame.visibleRect ?? {
    x: 0,
    y: 0,
    width: frame.codedWidth,
    height: frame.codedHeight,
  };
  const x = even(Math.max(0, Math.floor(box.xPx)));
  const y = even(Math.max(0, Math.floor(box.yPx)));
  const right = Math.min(width, even(Math.ceil(box.xPx + box.widthPx) + 1));
  const bottom = Math.min(height, even(Math.ceil(box.yPx + box.heightPx) + 1));
  const [widthPx, heightPx] = [Math.max(2, right - x), Math.max(2, bottom - y)];
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  const rect = { x: left + x, y: top + y, width: widthPx, height: heightPx };
  await frame.copyTo(data, { rect, format: 'RGBA', colorSpace: 'srgb' });
  return { widthPx, heightPx, data };
};
