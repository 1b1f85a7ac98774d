import type { RgbaImage } from '../../core/image';
import type { SourceSize } from './plan-frame';

/** Luma weights of red and blue, ITU-R BT.601 and BT.709; decoders name what they assume. */
const LUMA_WEIGHTS: Readonly<Record<string, readonly [number, number]>> = {
  smpte170m: [0.299, 0.114],
  bt470bg: [0.299, 0.114],
};
const BT709 = [0.2126, 0.0722] as const;

export type YuvColor = readonly [y: number, u: number, v: number];

/** 8-bit R'G'B' to Y'CbCr as the frame has it. */
export const toYuv = (
  [red, green, blue]: readonly [number, number, number],
  { matrix, fullRange }: Pick<VideoColorSpace, 'matrix' | 'fullRange'>,
): YuvColor => {
  const [kr, kb] = LUMA_WEIGHTS[matrix ?? ''] ?? BT709;
  const luma = kr * red + (1 - kr - kb) * green + kb * blue;
  const [gain, base, chroma] = fullRange ? [1, 0, 1] : [219 / 255, 16, 224 / 255];
  return [
    Math.round(base + luma * gain),
    Math.round(128 + ((blue - luma) / (2 * (1 - kb))) * chroma),
    Math.round(128 + ((red - luma) / (2 * (1 - kr))) * chroma),
  ];
};

export const parseColor = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** A picture of even sides as tight I420 planes. */
export const toPlanes = (
  { widthPx, heightPx, data }: RgbaImage & SourceSize,
  space: Pick<VideoColorSpace, 'matrix' | 'fullRange'>,
): Uint8Array => {
  const lumaBytes = widthPx * heightPx;
  const planes = new Uint8Array((lumaBytes * 3) >> 1);
  const chromaBytes = lumaBytes >> 2;
  for (let i = 0; i < lumaBytes; i++) {
    const [y, u, v] = toYuv([data[i * 4]!, data[i * 4 + 1]!, data[i * 4 + 2]!], space);
    planes[i] = y;
    const [x, row] = [i % widthPx, Math.floor(i / widthPx)];
    if (x % 2 || row % 2) continue;
    const at = lumaBytes + (row >> 1) * (widthPx >> 1) + (x >> 1);
    planes[at] = u;
    planes[at + chromaBytes] = v;
  }
  return planes;
};
