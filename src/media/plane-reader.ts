import type { VideoSample } from 'mediabunny';
import type { RgbaImage } from '../core/image';
import { orientImage } from './orient-image';
import type { SizePx } from './plan-frame-size';
import { createPlaneScaler, type PlanePlace } from './scale-plane';
import { createYuvToRgba } from './yuv-to-rgb';

const OPAQUE_FORMATS: ReadonlySet<string | null> = new Set(['I420', 'NV12']);
const SDR_PRIMARIES: ReadonlySet<string | null> = new Set([null, 'bt709', 'smpte170m', 'bt470bg']);

/** Eight-bit 4:2:0 in a standard colour space: what nearly all video decodes to. */
export const hasPlainPlanes = (sample: VideoSample): boolean =>
  OPAQUE_FORMATS.has(sample.format) && SDR_PRIMARIES.has(sample.colorSpace.primaries);

/** The same with an alpha plane. Canvases and `copyTo` get the matrix of these wrong, so they are read here only. */
export const hasAlphaPlane = (sample: VideoSample): boolean => sample.format === 'I420A';

const alignToWord = (bytes: number): number => (bytes + 3) & ~3;

/** Y, U and V, every row on a word boundary. */
const placePlanes = (sample: VideoSample, luma: SizePx, chroma: SizePx): readonly PlanePlace[] => {
  const lumaStride = alignToWord(luma.widthPx);
  const offset = lumaStride * luma.heightPx;
  const first = { offset: 0, stride: lumaStride, step: 1, lane: 0 } as const;
  if (sample.format === 'NV12') {
    const second = { offset, stride: alignToWord(chroma.widthPx * 2), step: 2 } as const;
    return [first, { ...second, lane: 0 }, { ...second, lane: 1 }];
  }
  const second = { offset, stride: alignToWord(chroma.widthPx), step: 1, lane: 0 } as const;
  const planeBytes = second.stride * chroma.heightPx;
  const third = { ...second, offset: offset + planeBytes };
  const alpha = hasAlphaPlane(sample) ? [{ ...first, offset: offset + 2 * planeBytes }] : [];
  return [first, second, third, ...alpha];
};

/** What stays the same from frame to frame; made anew when the stream changes its size or colours. */
const createSetup = (sample: VideoSample, upright: SizePx) => {
  const isSideways = sample.rotation % 180 !== 0;
  const stored = isSideways ? { widthPx: upright.heightPx, heightPx: upright.widthPx } : upright;
  const { width: widthPx, height: heightPx } = sample.visibleRect;
  const half = { widthPx: (widthPx + 1) >> 1, heightPx: (heightPx + 1) >> 1 };
  const places = placePlanes(sample, { widthPx, heightPx }, half);
  const lastByte = Math.max(
    ...places.map(({ offset, stride }, index) => offset + stride * (index % 3 ? half.heightPx : heightPx)),
  );
  const { matrix, fullRange } = sample.colorSpace;
  const full = () => createPlaneScaler({ widthPx, heightPx }, stored);
  return {
    stored,
    places,
    layout: places.filter(({ lane }) => lane === 0).map(({ offset, stride }) => ({ offset, stride })),
    words: new Uint32Array(lastByte >> 2),
    scalers: [full(), createPlaneScaler(half, stored), createPlaneScaler(half, stored), full()],
    // Decoders fill in what the stream leaves out; BT.709 is what they and canvases assume.
    toRgba: createYuvToRgba({ matrix: matrix ?? 'bt709', fullRange: fullRange ?? false }),
  };
};

const setupKey = (sample: VideoSample): string => {
  const { matrix, fullRange } = sample.colorSpace;
  const { width, height } = sample.visibleRect;
  return [sample.format, width, height, matrix, fullRange, sample.rotation].join();
};

/** Reads the decoder's planes, averages them down and converts only the small picture. */
export const createPlaneReader = (upright: SizePx) => {
  let key = '';
  let setup: ReturnType<typeof createSetup> | null = null;
  return async (sample: VideoSample): Promise<RgbaImage> => {
    const wanted = setupKey(sample);
    if (!setup || wanted !== key) setup = createSetup(sample, upright);
    key = wanted;
    const { stored, places, layout, words, scalers, toRgba } = setup;
    await sample.copyTo(new Uint8Array(words.buffer), { layout });
    const [y, u, v, alpha] = places.map((place, index) => scalers[index]!.scale(words, place));
    const data = new Uint8ClampedArray(stored.widthPx * stored.heightPx * 4);
    toRgba({ y: y!, u: u!, v: v! }, data);
    alpha?.forEach((value, index) => (data[index * 4 + 3] = value));
    return orientImage({ ...stored, data }, { rotationDegrees: sample.rotation, flip: sample.flip });
  };
};
