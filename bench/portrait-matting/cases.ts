import { join } from 'node:path';
import type { BoxPx } from '../../src/core/geometry';
import type { RgbaImage } from '../../src/core/image';
import { planFit } from '../../src/media/plan-fit';
import { cropImage } from '../../src/vision/crop-image';
import { resizeBilinear } from '../../src/vision/resize';
import { resizeStraight } from '../matte-cases/resize-straight';
import { decodeFrames, probe } from '../native-ffmpeg';
import { createPlateKey } from './plate-key';

export interface MatteCase {
  readonly name: string;
  readonly frames: readonly RgbaImage[];
  /** Straight colours and true alpha. */
  readonly truth: readonly RgbaImage[];
}

interface Clip {
  readonly path: string;
  readonly startSeconds: number;
  readonly frames: number;
}

export const readClip = async (ffmpeg: string, clip: Clip): Promise<readonly RgbaImage[]> => {
  const stream = (await probe(ffmpeg, clip.path)).streams.find(({ width }) => width);
  const widthPx = stream?.width ?? 0;
  const heightPx = stream?.height ?? 0;
  const out: RgbaImage[] = [];
  // A still picture has no frame after its first moment.
  const start = clip.startSeconds > 0 ? { startSeconds: clip.startSeconds } : {};
  const size = { widthPx, heightPx, pixelFormat: 'rgba' } as const;
  for await (const block of decodeFrames(ffmpeg, clip.path, { ...size, ...start })) {
    out.push({ widthPx, heightPx, data: new Uint8ClampedArray(block) });
    if (out.length === clip.frames) break;
  }
  return out;
};

/** A person filmed before a green screen, keyed: real hair, real motion. Gives a frame by its number. */
const keyedPerson = async (
  ffmpeg: string,
  clip: Clip,
  heightPx: number,
): Promise<(index: number) => RgbaImage> => {
  const read = await readClip(ffmpeg, clip);
  const frames = read.map((image) => cropImage(image, { xPx: 0, yPx: 0, widthPx: image.widthPx, heightPx }));
  const key = createPlateKey(frames);
  return (index) => key(frames[index]!);
};

const placeOn = (
  image: RgbaImage,
  widthPx: number,
  heightPx: number,
  at: readonly [number, number],
): RgbaImage => {
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0; y < image.heightPx; y++) {
    for (let x = 0; x < image.widthPx; x++) {
      const [toX, toY] = [x + at[0], y + at[1]];
      if (toX < 0 || toY < 0 || toX >= widthPx || toY >= heightPx) continue;
      const from = (y * image.widthPx + x) * 4;
      data.set(image.data.subarray(from, from + 4), (toY * widthPx + toX) * 4);
    }
  }
  return { widthPx, heightPx, data };
};

const covering = (image: RgbaImage, widthPx: number, heightPx: number): RgbaImage => {
  const box = planFit(image, { widthPx, heightPx }, 'cover');
  const scaled = resizeBilinear(image, Math.round(box.widthPx), Math.round(box.heightPx));
  return cropImage(scaled, { xPx: -box.xPx, yPx: -box.yPx, widthPx, heightPx });
};

const over = (front: RgbaImage, back: RgbaImage): RgbaImage => {
  const data = new Uint8ClampedArray(front.data.length).fill(255);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = front.data[i + 3]! / 255;
    for (let c = 0; c < 3; c++) data[i + c] = front.data[i + c]! * alpha + (1 - alpha) * back.data[i + c]!;
  }
  return { ...front, data };
};

const compose = (name: string, truth: readonly RgbaImage[], background: readonly RgbaImage[]): MatteCase => ({
  name,
  truth,
  frames: truth.map((front, i) =>
    over(front, covering(background[Math.min(i, background.length - 1)]!, front.widthPx, front.heightPx)),
  ),
});

const FRAMES = 8;

/** Two real people over pictures and films without people: what is cut out and what is true. */
export const loadPeople = async (ffmpeg: string, mediaRoot: string) => {
  const file = (...path: string[]) => join(mediaRoot, ...path);
  const read = (path: string, startSeconds: number, frames = FRAMES) =>
    readClip(ffmpeg, { path, startSeconds, frames });
  const presenter = await keyedPerson(
    ffmpeg,
    { path: file('green-screen', 'panditajay_GreenScreen.mp4'), startSeconds: 1, frames: 32 },
    720,
  );
  // Below, the head's clip shows the end of its set.
  const face = await keyedPerson(
    ffmpeg,
    { path: file('green-screen', 'liveportrait_d0_greenscreen.mp4'), startSeconds: 0.2, frames: 32 },
    480,
  );
  const head = (index: number) => placeOn(face(index), 854, 480, [171, 0]);
  const row = (from: number) => Array.from({ length: FRAMES }, (_, i) => from + i);
  const leaf = await read(file('general', 'pyscenedetect_testvideo.mp4'), 3);
  const cartoon = await read(file('general', 'bbb_480p_30s.mp4'), 12);
  const [poster] = await read(file('portraits', 'p3m_07141906.jpg'), 0, 1);
  const sea = [cropImage(poster!, { xPx: 10, yPx: 640, widthPx: 560, heightPx: 400 })];
  const walking = row(0).map((i) =>
    placeOn(resizeStraight(presenter(i), 640, 360), 960, 540, [
      60 + Math.round(9.5 * i),
      180 + Math.round(6 * Math.sin(i)),
    ]),
  );
  const stills = [
    compose('presenter, leaf', [presenter(28)], leaf),
    compose('presenter, cartoon', [presenter(18)], cartoon),
    compose('presenter, sea', [presenter(4)], sea),
    compose('head, leaf', [head(24)], leaf),
    compose('head, sea', [head(11)], sea),
  ];
  const videos = [
    compose('presenter, leaf', row(8).map(presenter), leaf),
    compose('head, cartoon', row(18).map(head), cartoon),
    compose('walking, cartoon', walking, cartoon),
  ];
  return { stills, videos };
};

/** Furry animals with the data set's own alpha. */
export const loadAnimals = async (
  ffmpeg: string,
  mediaRoot: string,
): Promise<readonly (MatteCase & { readonly path: string })[]> => {
  const names = ['am2k_sample1', 'am2k_sample10'];
  const cases = [];
  for (const name of names) {
    const path = join(mediaRoot, 'portraits', `${name}.jpg`);
    const frames = await readClip(ffmpeg, { path, startSeconds: 0, frames: 1 });
    const [matte] = await readClip(ffmpeg, {
      path: path.replace('.jpg', '.png'),
      startSeconds: 0,
      frames: 1,
    });
    const data = new Uint8ClampedArray(frames[0]!.data);
    for (let i = 0; i < data.length; i += 4) data[i + 3] = matte!.data[i]!;
    cases.push({ name, path, frames, truth: [{ ...frames[0]!, data }] });
  }
  return cases;
};

/** Where the person is, from the truth: what a detector would say. */
export const personBox = ({ widthPx, heightPx, data }: RgbaImage): BoxPx => {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let i = 0; i < widthPx * heightPx; i++) {
    if (data[i * 4 + 3]! < 128) continue;
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { xPx: left, yPx: top, widthPx: right - left + 1, heightPx: bottom - top + 1 };
};
