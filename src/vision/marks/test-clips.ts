import type { LumaStack } from './mark-track';

/** Synthetic clips for the tests of this folder: blobs that drift, and drawn marks. */
const WIDTH_PX = 320;
const HEIGHT_PX = 180;
const LOOKS_A_SECOND = 10;

export interface DrawnMark {
  readonly left: number;
  readonly top: number;
  readonly firstFrame: number;
  /** Included. */
  readonly lastFrame: number;
  /** 0..1 */
  readonly alpha: number;
}

export const MARK_WIDTH_PX = 51;
export const MARK_HEIGHT_PX = 20;

/** Bars with a cross-bar, as letters have. */
const isInk = (x: number, y: number): boolean => x % 9 < 4 || (y > 7 && y < 12);

const drawMark = (luma: Uint8Array, { left, top, alpha }: DrawnMark): void => {
  for (let y = 0; y < MARK_HEIGHT_PX; y++)
    for (let x = 0; x < MARK_WIDTH_PX; x++) {
      if (!isInk(x, y)) continue;
      const i = (top + y) * WIDTH_PX + left + x;
      luma[i] = Math.round(luma[i]! + alpha * (240 - luma[i]!));
    }
};

/** Smooth hills of light whose phase moves with `shift` pixels. */
const scenery = (shift: number, seed: number): Uint8Array => {
  const luma = new Uint8Array(WIDTH_PX * HEIGHT_PX);
  for (let y = 0; y < HEIGHT_PX; y++)
    for (let x = 0; x < WIDTH_PX; x++) {
      const u = x + shift + 40 * seed;
      const v = y + 0.4 * shift;
      const value =
        90 +
        32 * Math.sin(u / 5 + seed) * Math.cos(v / 7) +
        26 * Math.sin((u + v) / 11) +
        14 * Math.cos(u / 3.3);
      luma[y * WIDTH_PX + x] = Math.round(value);
    }
  return luma;
};

export interface ClipSpec {
  readonly frames: number;
  /** Pixels the scenery moves from one look to the next. */
  readonly speedPx: number;
  readonly marks: readonly DrawnMark[];
}

export const drawClip = ({ frames, speedPx, marks }: ClipSpec): LumaStack => {
  const drawn = Array.from({ length: frames }, (_, index) => {
    const luma = scenery(index * speedPx, 1);
    for (const mark of marks) if (index >= mark.firstFrame && index <= mark.lastFrame) drawMark(luma, mark);
    return luma;
  });
  return {
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    frames: drawn,
    timesSeconds: drawn.map((_, index) => index / LOOKS_A_SECOND),
  };
};
