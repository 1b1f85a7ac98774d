import type { RgbaImage } from '../../core/image';
import { strokeMap } from '../../vision/stroke-map';
import { createPageTracker, type TrackedPages } from './track-pages';

export const PAGE_WIDTH_PX = 320;
export const PAGE_HEIGHT_PX = 184;

/** Something drawn: a line of text-like signs, `word` says which; or a dot of a pen. */
export interface TestMark {
  readonly row: number;
  readonly column?: number;
  readonly word: number;
  /** Signs; default fills the line. */
  readonly length?: number;
}

const SIGN_PX = 10;

/** Sign `k` of word `word`: a pattern of its own, the same every time. */
const isInk = (word: number, k: number, x: number, y: number): boolean =>
  ((Math.imul(word * 31 + k * 7 + 3, 2654435761) >>> (((x >> 1) + (y >> 1) * 5) % 29)) & 1) === 1;

const drawSign = ({ data }: RgbaImage, word: number, k: number, corner: readonly [number, number]): void => {
  for (let i = 0; i < (SIGN_PX - 2) ** 2; i++) {
    const [x, y] = [i % (SIGN_PX - 2), Math.floor(i / (SIGN_PX - 2))];
    const at = ((corner[1] + y) * PAGE_WIDTH_PX + corner[0] + x) * 4;
    if (isInk(word, k, x, y)) data.fill(30, at, at + 3);
  }
};

const drawMark = (image: RgbaImage, { row, column = 0, word, length = 26 }: TestMark): void => {
  for (let k = 0; k < length; k++) drawSign(image, word, k, [20 + (column + k) * SIGN_PX, 12 + row * 24]);
};

export const drawPage = (marks: readonly TestMark[]): RgbaImage => {
  const data = new Uint8ClampedArray(PAGE_WIDTH_PX * PAGE_HEIGHT_PX * 4).fill(255);
  const image = { widthPx: PAGE_WIDTH_PX, heightPx: PAGE_HEIGHT_PX, data };
  for (const mark of marks) drawMark(image, mark);
  return image;
};

/** A camera picture: noise in a corner, another each time. */
export const drawNoise = (image: RgbaImage, seed: number): RgbaImage => {
  let state = seed + 1;
  for (let y = 120; y < 176; y++)
    for (let x = 220; x < 312; x++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      image.data.fill(state >>> 24, (y * PAGE_WIDTH_PX + x) * 4, (y * PAGE_WIDTH_PX + x) * 4 + 3);
    }
  return image;
};

/** Follows pictures taken every half second. */
export const track = (count: number, pictureAt: (index: number) => RgbaImage): TrackedPages => {
  const tracker = createPageTracker({ widthPx: PAGE_WIDTH_PX, heightPx: PAGE_HEIGHT_PX }, 0.5);
  for (let i = 0; i < count; i++) tracker.push({ timeSeconds: i / 2, strokes: strokeMap(pictureAt(i)) });
  return tracker.finish();
};
