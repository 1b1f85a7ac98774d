import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

export interface PictureFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Mean and spread of luma, 0..255; a black or blank picture has next to no spread. */
  readonly mean: number;
  readonly deviation: number;
}

/** Frames of a GIF file: each is led by a graphic control extension (GIF89a, section 23). */
export const gifFrames = async (path: string): Promise<number> =>
  (await readFile(path)).toString('latin1').split('\x21\xf9\x04').length - 1;

/** How often a GIF file repeats: 0 = for ever, `null` = it plays once (it has no NETSCAPE2.0 extension). */
export const gifRepeats = async (path: string): Promise<number | null> => {
  const bytes = await readFile(path);
  const at = bytes.indexOf('NETSCAPE2.0');
  // The name is followed by a block of three bytes: 1, and the count in little endian.
  return at < 0 ? null : bytes.readUInt16LE(at + 13);
};

/** Opens a picture file anew, in the browser's own decoder, and measures what is in it. */
export const inspectPicture = async (page: Page, path: string, mimeType: string): Promise<PictureFacts> => {
  const base64 = (await readFile(path)).toString('base64');
  return page.evaluate(
    async ({ text, type }) => {
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const decoder = new ImageDecoder({ data: bytes, type });
      await decoder.completed;
      const { image } = await decoder.decode();
      const { displayWidth: widthPx, displayHeight: heightPx } = image;
      const canvas = new OffscreenCanvas(widthPx, heightPx).getContext('2d')!;
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, widthPx, heightPx);
      let sum = 0;
      let squares = 0;
      for (let at = 0; at < data.length; at += 4) {
        const luma = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
        sum += luma;
        squares += luma * luma;
      }
      const count = data.length / 4;
      const mean = sum / count;
      image.close();
      const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
      return { widthPx, heightPx, mean, deviation };
    },
    { text: base64, type: mimeType },
  );
};
