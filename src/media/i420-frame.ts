import { rgbaToPlanar } from './rgba-to-planar';

/** An 8-bit 4:2:0 frame: full-size luma, half-size chroma, rows without padding. */
export interface I420Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly chromaWidthPx: number;
  readonly chromaHeightPx: number;
  readonly y: Uint8Array<ArrayBuffer>;
  readonly u: Uint8Array<ArrayBuffer>;
  readonly v: Uint8Array<ArrayBuffer>;
  readonly colorSpace: VideoColorSpaceInit;
}

/** The planes of one frame after the other, in buffers that are used again: done with a frame before the next is read. */
export interface I420Reader {
  read(frame: VideoFrame): Promise<I420Frame>;
}

interface Buffers {
  readonly all: Uint8Array<ArrayBuffer>;
  readonly y: Uint8Array<ArrayBuffer>;
  readonly u: Uint8Array<ArrayBuffer>;
  readonly v: Uint8Array<ArrayBuffer>;
}

const createBuffers = (widthPx: number, heightPx: number): Buffers => {
  const luma = widthPx * heightPx;
  const chroma = ((widthPx + 1) >> 1) * ((heightPx + 1) >> 1);
  const all = new Uint8Array(luma + 2 * chroma);
  return {
    all,
    y: all.subarray(0, luma),
    u: all.subarray(luma, luma + chroma),
    v: all.subarray(luma + chroma),
  };
};

const readNv12 = async (frame: VideoFrame, { all, y, u, v }: Buffers, widthPx: number): Promise<void> => {
  const chromaWidth = (widthPx + 1) >> 1;
  const layout = [
    { offset: 0, stride: widthPx },
    { offset: y.length, stride: 2 * chromaWidth },
  ];
  const pairs = new Uint8Array(all.length);
  await frame.copyTo(pairs, { layout });
  y.set(pairs.subarray(0, y.length));
  for (let i = 0, from = y.length; i < u.length; i++, from += 2) {
    u[i] = pairs[from]!;
    v[i] = pairs[from + 1]!;
  }
};

const readI420 = async (frame: VideoFrame, { all, y, u }: Buffers, widthPx: number): Promise<void> => {
  const chromaWidth = (widthPx + 1) >> 1;
  await frame.copyTo(all, {
    layout: [
      { offset: 0, stride: widthPx },
      { offset: y.length, stride: chromaWidth },
      { offset: y.length + u.length, stride: chromaWidth },
    ],
  });
};

/** What a frame painted by a canvas becomes. */
const BT709: VideoColorSpaceInit = {
  matrix: 'bt709',
  primaries: 'bt709',
  transfer: 'bt709',
  fullRange: false,
};

const readOther = async (frame: VideoFrame, buffers: Buffers, widthPx: number): Promise<void> => {
  const rgba = new Uint8ClampedArray(frame.visibleRect!.width * frame.visibleRect!.height * 4);
  await frame.copyTo(rgba, { format: 'RGBA', colorSpace: 'srgb' });
  rgbaToPlanar(rgba, widthPx, buffers);
};

/** Reads frames as they are decoded (I420, NV12); others (turned, HDR, from a canvas) are converted to BT.709. */
export const createI420Reader = (): I420Reader => {
  let buffers: Buffers | null = null;
  return {
    read: async (frame) => {
      const widthPx = frame.visibleRect?.width ?? frame.codedWidth;
      const heightPx = frame.visibleRect?.height ?? frame.codedHeight;
      if (buffers?.y.length !== widthPx * heightPx) buffers = createBuffers(widthPx, heightPx);
      const isPlain = frame.format === 'I420' || frame.format === 'NV12';
      if (frame.format === 'I420') await readI420(frame, buffers, widthPx);
      else if (frame.format === 'NV12') await readNv12(frame, buffers, widthPx);
      else await readOther(frame, buffers, widthPx);
      return {
        widthPx,
        heightPx,
        chromaWidthPx: (widthPx + 1) >> 1,
        chromaHeightPx: (heightPx + 1) >> 1,
        y: buffers.y,
        u: buffers.u,
        v: buffers.v,
        colorSpace: isPlain ? frame.colorSpace.toJSON() : BT709,
      };
    },
  };
};

/** A frame for the encoder with the planes' present content. Close it. */
export const toVideoFrame = (planes: I420Frame, timeSeconds: number): VideoFrame => {
  const { widthPx, heightPx, y, u, v, colorSpace } = planes;
  // Planes of one reader lie in one buffer, one after the other.
  const data = new Uint8Array(y.buffer, y.byteOffset, y.length + u.length + v.length);
  return new VideoFrame(data, {
    format: 'I420',
    codedWidth: widthPx,
    codedHeight: heightPx,
    timestamp: Math.round(timeSeconds * 1e6),
    colorSpace,
  });
};
