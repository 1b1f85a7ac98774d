import { join } from 'node:path';
import type { RgbaImage } from '../../src/core/image';
import { estimateForeground } from '../../src/vision/foreground-color';
import { decodeFrames, probe } from '../native-ffmpeg';
import { scaleSubject, type Subject } from './composite-cases';

const readStill = async (ffmpeg: string, path: string): Promise<RgbaImage> => {
  const stream = (await probe(ffmpeg, path)).streams.find((candidate) => candidate.width);
  const widthPx = stream?.width ?? 0;
  const heightPx = stream?.height ?? 0;
  for await (const block of decodeFrames(ffmpeg, path, { widthPx, heightPx, pixelFormat: 'rgba' })) {
    return { widthPx, heightPx, data: new Uint8ClampedArray(block) };
  }
  throw new Error(`${path} does not decode`);
};

/** Puts channel `from` of `matte` (0 red, 3 alpha) on the picture and takes the old background out of its colours. */
const cutOut = (picture: RgbaImage, matte: RgbaImage, from: number): RgbaImage => {
  const data = new Float32Array(picture.widthPx * picture.heightPx);
  for (let i = 0; i < data.length; i++) data[i] = matte.data[i * 4 + from]! / 255;
  return estimateForeground(picture, { widthPx: picture.widthPx, heightPx: picture.heightPx, data });
};

/** Stills with true alpha from the media folder, scaled to fit a 540-line frame. */
export const loadSubjects = async (
  ffmpeg: string,
  mediaRoot: string,
): Promise<Readonly<Record<'camel' | 'horse' | 'girl', Subject>>> => {
  const still = (name: string) => readStill(ffmpeg, join(mediaRoot, 'portraits', name));
  const subject = async (name: string, files: readonly [string, string], height: number, from = 0) => {
    const image = cutOut(await still(files[0]), await still(files[1]), from);
    return scaleSubject({ name, image }, height);
  };
  return {
    camel: await subject('camel', ['am2k_sample1.jpg', 'am2k_sample1.png'], 480),
    horse: await subject('horse', ['am2k_sample10.jpg', 'am2k_sample10.png'], 460),
    girl: await subject('girl', ['rembg_girl-1.jpg', 'rembg_girl-1.out.png'], 500, 3),
  };
};
