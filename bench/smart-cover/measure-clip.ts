import type { RgbaImage } from '../../src/core/image';
import { lumaPlane } from '../../src/vision/color';
import { pictureSignature, type PictureSignature } from '../../src/vision/picture-signature';
import { measureSharpness } from '../../src/vision/sharpness';
import { measureTone, type Tone } from '../../src/vision/tone';
import { decodeFrames, frameTimes, probe } from '../native-ffmpeg';

/** Longer side of the pictures that are compared. */
const SIZE_PX = 480;

export interface PictureFacts {
  readonly tone: Tone;
  /** Acutance and detail together: only to be compared between pictures of one clip. */
  readonly sharpness: number;
  readonly detail: number;
  readonly signature: PictureSignature;
}

const factsOf = (image: RgbaImage): PictureFacts => {
  const luma = lumaPlane(image);
  const { acutance, detail, edgeStrength } = measureSharpness(luma);
  return {
    tone: measureTone(luma),
    sharpness: (acutance + detail) * Math.sqrt(edgeStrength),
    detail,
    signature: pictureSignature(image),
  };
};

const sizeOf = async (ffmpeg: string, path: string) => {
  const stream = (await probe(ffmpeg, path)).streams.find(({ codec_type }) => codec_type === 'video');
  const width = stream?.width ?? 16;
  const height = stream?.height ?? 9;
  const scale = SIZE_PX / Math.max(width, height);
  return { widthPx: 2 * Math.round((width * scale) / 2), heightPx: 2 * Math.round((height * scale) / 2) };
};

export interface ClipFacts {
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  readonly frames: readonly (PictureFacts & { readonly timeSeconds: number })[];
  readonly frameSeconds: number;
}

/** Facts of every `step`th frame of a clip, decoded by native ffmpeg. */
export const measureClip = async (ffmpeg: string, path: string): Promise<ClipFacts> => {
  const times = await frameTimes(ffmpeg, path);
  const size = await sizeOf(ffmpeg, path);
  const step = Math.max(1, Math.floor(times.length / 150));
  const frames: (PictureFacts & { timeSeconds: number })[] = [];
  let index = 0;
  for await (const frame of decodeFrames(ffmpeg, path, { ...size, pixelFormat: 'rgba' })) {
    const timeSeconds = times[index] ?? 0;
    if (index++ % step === 0)
      frames.push({ timeSeconds, ...factsOf({ ...size, data: new Uint8ClampedArray(frame) }) });
  }
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return { size, frames, frameSeconds: span / Math.max(1, times.length - 1) };
};

/** Facts of one picture file at the clip's analysis size. */
export const measurePicture = async (
  ffmpeg: string,
  path: string,
  size: ClipFacts['size'],
): Promise<PictureFacts> => {
  for await (const frame of decodeFrames(ffmpeg, path, { ...size, pixelFormat: 'rgba' })) {
    return factsOf({ ...size, data: new Uint8ClampedArray(frame) });
  }
  throw new Error(`No picture in ${path}`);
};
