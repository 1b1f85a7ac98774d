import { MediaError } from '../core/errors';
import type { RgbaImage } from '../core/image';

export type ImageFormat = 'jpg' | 'png' | 'webp';

/** Just under visually lossless; the encoders' own default of 0.8 shows blocks on gradients. */
const QUALITY = { jpg: 0.93, webp: 0.92, png: undefined } as const;
const MIME_TYPES = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;

export const imageMimeType = (format: ImageFormat): string => MIME_TYPES[format];

/**
 * Encodes with the browser's encoder and proves the result by decoding it again. Throws `encode-failed` (this
 * browser can not write the format) or `verify-failed`.
 */
export const encodeImage = async (image: RgbaImage, format: ImageFormat): Promise<Blob> => {
  const canvas = new OffscreenCanvas(image.widthPx, image.heightPx);
  const context = canvas.getContext('2d');
  if (!context) throw new MediaError('encode-failed', 'No canvas of this size');
  context.putImageData(new ImageData(image.data, image.widthPx, image.heightPx), 0, 0);
  const type = MIME_TYPES[format];
  const quality = QUALITY[format];
  const blob = await canvas.convertToBlob(quality === undefined ? { type } : { type, quality });
  // A browser without an encoder for the type silently writes PNG.
  if (blob.type !== type) throw new MediaError('encode-failed', `No encoder for ${type}`);
  await verifyImage(blob, image);
  return blob;
};

const verifyImage = async (blob: Blob, image: RgbaImage): Promise<void> => {
  const decoded = await createImageBitmap(blob).catch((cause: unknown) => {
    throw new MediaError('verify-failed', 'The written picture does not decode', { cause });
  });
  const { width, height } = decoded;
  decoded.close();
  if (width !== image.widthPx || height !== image.heightPx) {
    throw new MediaError('verify-failed', `Picture came out as ${width}x${height}`);
  }
};
