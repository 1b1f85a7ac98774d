import { detectShots } from '../../src/vision/shot-detection';
import type { TimedImage } from '../../src/core/image';
import { decodeFrames, frameTimes, runFfmpeg } from '../native-ffmpeg';
import type { FoundShot } from './score-shots';

const WIDTH_PX = 160;
const HEIGHT_PX = 90;

/** Finds the changes of shot of a file. */
export type Detector = (ffmpeg: string, path: string) => Promise<readonly FoundShot[]>;

async function* smallPictures(ffmpeg: string, path: string): AsyncGenerator<TimedImage> {
  const times = await frameTimes(ffmpeg, path);
  const size = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX };
  let index = 0;
  for await (const frame of decodeFrames(ffmpeg, path, { ...size, pixelFormat: 'rgba' })) {
    const timeSeconds = times[index++];
    if (timeSeconds === undefined) return;
    yield { timeSeconds, image: { ...size, data: new Uint8ClampedArray(frame) } };
  }
}

export const ours: Detector = (ffmpeg, path) => detectShots(smallPictures(ffmpeg, path));

const toCuts = (text: string, pattern: RegExp): readonly FoundShot[] =>
  [...text.matchAll(pattern)].map((match) => {
    const seconds = Number(match[1]);
    return { kind: 'cut', startSeconds: seconds, endSeconds: seconds };
  });

export const scdet: Detector = async (ffmpeg, path) =>
  toCuts(
    await runFfmpeg(ffmpeg, ['-i', path, '-vf', 'scdet', '-an', '-f', 'null', '-']),
    /lavfi\.scd\.time: ?([\d.]+)/g,
  );

export const sceneFilter: Detector = async (ffmpeg, path) =>
  toCuts(
    await runFfmpeg(ffmpeg, ['-i', path, '-vf', "select='gt(scene,0.3)',showinfo", '-an', '-f', 'null', '-']),
    /pts_time:([\d.]+)/g,
  );
