import type { YuvFormat } from '../core/yuv-matrix';
import { openFrameColors } from '../kernels/frame-colors';
import type { KernelMemory } from '../kernels/kernel-memory';
import type { SizePx } from './plan-frame-size';
import { planYuvGains } from './planes-to-rgba';

/** Planes of a decoded frame; `pairs` is where the chroma of NV12 comes in. */
export type PlaneRegion = 'y' | 'u' | 'v' | 'pairs';

const alignTo16 = (bytes: number): number => (bytes + 15) & ~15;

/** Bytes from row to row of planes in a kernel's memory. */
export const planeStrides = ({ widthPx }: Pick<SizePx, 'widthPx'>) => ({
  luma: alignTo16(widthPx),
  chroma: alignTo16((widthPx + 1) >> 1),
});

export const planeRegions = (size: SizePx): Readonly<Record<PlaneRegion, number>> => {
  const { luma, chroma } = planeStrides(size);
  const chromaBytes = chroma * ((size.heightPx + 1) >> 1);
  return { y: luma * size.heightPx, u: chromaBytes, v: chromaBytes, pairs: 2 * chromaBytes };
};

export interface LoadTarget {
  readonly memory: KernelMemory<PlaneRegion>;
  /** Where RGBA goes in that memory, and the bytes from row to row of it: whole lots of eight pixels. */
  readonly rgba: number;
  readonly rgbaStride: number;
}

/** Puts decoded frames of one size into a kernel's memory, as their planes and as RGBA. */
export interface PlaneLoader {
  /** The colour space of the planes; `null`, with nothing loaded, for frames that are no plain eight-bit 4:2:0. */
  load(frame: VideoFrame): Promise<VideoColorSpaceInit | null>;
}

const SDR_PRIMARIES: ReadonlySet<string | null> = new Set([null, 'bt709', 'smpte170m', 'bt470bg']);

/** Decoders fill in what the stream leaves out; BT.709 is what they and canvases assume. */
export const yuvFormatOf = ({ matrix, fullRange }: VideoColorSpaceInit): YuvFormat => ({
  matrix: matrix ?? 'bt709',
  fullRange: fullRange ?? false,
});

const isPlain = (frame: VideoFrame, { widthPx, heightPx }: SizePx): boolean =>
  (frame.format === 'I420' || frame.format === 'NV12') &&
  SDR_PRIMARIES.has(frame.colorSpace.primaries) &&
  frame.visibleRect?.width === widthPx &&
  frame.visibleRect.height === heightPx;

/** `null` where there is no WebAssembly SIMD. */
export const createPlaneLoader = (
  size: SizePx,
  { memory, rgba, rgbaStride }: LoadTarget,
): PlaneLoader | null => {
  const kernel = openFrameColors(memory.memory);
  if (!kernel) return null;
  const { at } = memory;
  const { widthPx, heightPx } = size;
  const { luma, chroma } = planeStrides(size);
  const whole = new Uint8Array(memory.memory.buffer);
  const [halfWidth, halfHeight] = [(widthPx + 1) >> 1, (heightPx + 1) >> 1];
  const first = { offset: at.y, stride: luma };
  const layouts: Readonly<Record<string, PlaneLayout[]>> = {
    I420: [first, { offset: at.u, stride: chroma }, { offset: at.v, stride: chroma }],
    NV12: [first, { offset: at.pairs, stride: 2 * chroma }],
  };
  return {
    load: async (frame) => {
      if (!isPlain(frame, size)) return null;
      await frame.copyTo(whole, { layout: layouts[frame.format!]! });
      if (frame.format === 'NV12')
        kernel.splitPairs(at.pairs, 2 * chroma, at.u, at.v, chroma, halfWidth, halfHeight);
      const colorSpace = frame.colorSpace.toJSON();
      const gains = Object.values(planYuvGains(yuvFormatOf(colorSpace))) as number[];
      kernel.planesToRgba(at.y, at.u, at.v, luma, chroma, rgba, rgbaStride, widthPx, heightPx, ...gains);
      return colorSpace;
    },
  };
};
