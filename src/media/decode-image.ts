import { MediaError } from '../core/errors';
import type { ImageType } from './media-file-kind';

const MICROSECONDS = 1e6;
/** What browsers show a GIF frame for that states no duration. */
const DEFAULT_FRAME_SECONDS = 0.1;
/** Decoders take a whole image at once; beyond this it is not a picture that a browser can hold. */
const MAX_IMAGE_BYTES = 512 * 1024 * 1024;

export interface ImageFrameTime {
  readonly timeSeconds: number;
  readonly durationSeconds: number;
}

/** A still or an animation. Frames come upright and with straight alpha; close them. */
export interface DecodedImage extends Disposable {
  /** One entry for a still, with duration 0. */
  readonly frameTimes: readonly ImageFrameTime[];
  decode(index: number): Promise<VideoFrame>;
}

const STILL: readonly ImageFrameTime[] = [{ timeSeconds: 0, durationSeconds: 0 }];

/** Formats with EXIF orientation and no alpha go through `createImageBitmap`, which turns them upright. */
const openBitmap = async (file: Blob): Promise<DecodedImage> => {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  return {
    frameTimes: STILL,
    decode: () => Promise.resolve(new VideoFrame(bitmap, { timestamp: 0 })),
    [Symbol.dispose]: () => bitmap.close(),
  };
};

const surveyAnimation = async (decoder: ImageDecoder, frameCount: number): Promise<ImageFrameTime[]> => {
  const times: ImageFrameTime[] = [];
  let timeSeconds = 0;
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    const durationSeconds = image.duration ? image.duration / MICROSECONDS : DEFAULT_FRAME_SECONDS;
    image.close();
    times.push({ timeSeconds, durationSeconds });
    timeSeconds += durationSeconds;
  }
  return times;
};

const openDecoder = async (file: Blob, type: ImageType): Promise<DecodedImage> => {
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type, preferAnimation: true });
  try {
    await decoder.tracks.ready;
    await decoder.completed;
    const frameCount = decoder.tracks.selectedTrack?.frameCount ?? 1;
    return {
      frameTimes: frameCount > 1 ? await surveyAnimation(decoder, frameCount) : STILL,
      decode: async (frameIndex) => (await decoder.decode({ frameIndex })).image,
      [Symbol.dispose]: () => decoder.close(),
    };
  } catch (error) {
    decoder.close();
    throw error;
  }
};

/** Throws `input-unreadable` when the picture is damaged or too large. */
export const decodeImage = async (file: Blob, type: ImageType): Promise<DecodedImage> => {
  if (file.size > MAX_IMAGE_BYTES)
    throw new MediaError('input-unreadable', 'The picture is too large', { details: { bytes: file.size } });
  const usesBitmap = type === 'image/jpeg' || type === 'image/bmp' || !('ImageDecoder' in globalThis);
  try {
    const image = await (usesBitmap ? openBitmap(file) : openDecoder(file, type));
    (await image.decode(0)).close();
    return image;
  } catch (error) {
    throw new MediaError('input-unreadable', 'The picture can not be decoded', {
      cause: error,
      details: { type },
    });
  }
};
