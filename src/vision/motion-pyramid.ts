/** One scale of a picture whose hidden pixels are left out. */
export interface MotionLevel {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly luma: Float32Array<ArrayBuffer>;
  /** 0 hidden, 1 seen. */
  readonly seen: Float32Array<ArrayBuffer>;
  /** Half the difference of the neighbours; 0 where one of them is hidden. */
  readonly slopeX: Float32Array<ArrayBuffer>;
  readonly slopeY: Float32Array<ArrayBuffer>;
}

/** Half size first, then every half of that. */
export type MotionPyramid = readonly MotionLevel[];

const MIN_LEVEL_SIDE = 12;
const MAX_LEVELS = 5;

const withSlopes = (level: Omit<MotionLevel, 'slopeX' | 'slopeY'>): MotionLevel => {
  const { widthPx, heightPx, luma, seen } = level;
  const slopeX = new Float32Array(luma.length);
  const slopeY = new Float32Array(luma.length);
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const i = y * widthPx + x;
      slopeX[i] = seen[i - 1]! * seen[i + 1]! * 0.5 * (luma[i + 1]! - luma[i - 1]!);
      slopeY[i] = seen[i - widthPx]! * seen[i + widthPx]! * 0.5 * (luma[i + widthPx]! - luma[i - widthPx]!);
    }
  }
  return { ...level, slopeX, slopeY };
};

interface Sight {
  readonly luma: ArrayLike<number>;
  /** 0 hidden, 1 seen; `null` when all is seen. */
  readonly seen: ArrayLike<number> | null;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Seen pixels of four that make a block seen. */
const MIN_SEEN = 2;

/** Means of what is seen of 2x2 blocks. */
const halve = ({ luma, seen, widthPx, heightPx }: Sight): MotionLevel => {
  const width = widthPx >> 1;
  const height = heightPx >> 1;
  const values = new Float32Array(width * height);
  const whole = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = 2 * y * widthPx + 2 * x;
      const j = i + widthPx;
      const to = y * width + x;
      if (!seen) {
        values[to] = (luma[i]! + luma[i + 1]! + luma[j]! + luma[j + 1]!) / 4;
        whole[to] = 1;
        continue;
      }
      const [a, b, c, d] = [seen[i]!, seen[i + 1]!, seen[j]!, seen[j + 1]!];
      const count = a + b + c + d;
      if (count < MIN_SEEN) continue;
      values[to] = (a * luma[i]! + b * luma[i + 1]! + c * luma[j]! + d * luma[j + 1]!) / count;
      whole[to] = 1;
    }
  }
  return withSlopes({ widthPx: width, heightPx: height, luma: values, seen: whole });
};

/** `hidden[i] > 0` leaves pixel `i` out; `null` hides nothing. */
export const buildMotionPyramid = (
  luma: Uint8Array,
  hidden: Uint8Array | null,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): MotionPyramid => {
  const seen = hidden ? hidden.map((value) => (value ? 0 : 1)) : null;
  const levels = [halve({ luma, seen, widthPx, heightPx })];
  while (levels.length < MAX_LEVELS) {
    const last = levels.at(-1)!;
    if (Math.min(last.widthPx, last.heightPx) < 2 * MIN_LEVEL_SIDE) break;
    levels.push(halve(last));
  }
  return levels;
};
