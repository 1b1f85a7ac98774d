import type { DecodedFrame } from '../../media/media-source';
import type { SizePx } from '../../media/plan-frame-size';
import { openPlaneSampler, planMeans } from '../../vision/sample-plane';
import { resizeArea } from '../../vision/resize';

/** Decoder formats whose first plane is eight-bit luma. */
const LUMA_FIRST: ReadonlySet<string | null> = new Set(['I420', 'NV12']);

/** Studio range luma spread over all code values. */
const FULL_RANGE = Uint8Array.from({ length: 256 }, (_, value) =>
  Math.min(255, Math.max(0, Math.round(((value - 16) * 255) / 219))),
);

/** Luma of an RGBA picture. */
export const toLuma = (rgba: Uint8ClampedArray): Uint8Array => {
  const luma = new Uint8Array(rgba.length >> 2);
  // Rec. 709 weights in 1/256.
  for (let i = 0, p = 0; i < luma.length; i++, p += 4)
    luma[i] = (54 * rgba[p]! + 183 * rgba[p + 1]! + 19 * rgba[p + 2]! + 128) >> 8;
  return luma;
};

/** Reads the luma plane of frames of one size alone, made smaller. */
const createPlaneReader = (frame: VideoFrame, size: SizePx) => {
  const sourceBytes = frame.allocationSize();
  const { width: widthPx, height: heightPx } = frame.visibleRect!;
  const sampler = openPlaneSampler({
    sourceBytes,
    outputBytes: size.widthPx * size.heightPx,
    longestPx: Math.max(widthPx, heightPx),
  });
  const { bytes, source, output } = sampler;
  const room = bytes.subarray(source, source + sourceBytes);
  const means = planMeans({ widthPx, heightPx }, size);
  const target = { at: output, stride: size.widthPx, ...size };
  const small = bytes.subarray(output, output + size.widthPx * size.heightPx);
  return async (own: VideoFrame): Promise<Uint8Array> => {
    const [plane] = await own.copyTo(room);
    sampler.sample({ at: source + plane!.offset, stride: plane!.stride, widthPx, heightPx }, means, target);
    return own.colorSpace.fullRange
      ? Uint8Array.from(small)
      : Uint8Array.from(small, (value) => FULL_RANGE[value]!);
  };
};

const keyOf = ({ format, visibleRect, colorSpace }: VideoFrame): string =>
  [format, visibleRect?.width, visibleRect?.height, colorSpace.fullRange].join();

/** Luma of frames at a smaller size, 0..255. */
export const createLumaReader = (size: SizePx) => {
  let key = '';
  let readPlane: ReturnType<typeof createPlaneReader> | null = null;
  return async (frame: DecodedFrame): Promise<Uint8Array> => {
    const { videoFrame } = frame;
    if (!LUMA_FIRST.has(videoFrame.format))
      return toLuma(resizeArea(await frame.readRgba(), size.widthPx, size.heightPx).data);
    const wanted = keyOf(videoFrame);
    if (!readPlane || wanted !== key) readPlane = createPlaneReader(videoFrame, size);
    key = wanted;
    return readPlane(videoFrame);
  };
};
