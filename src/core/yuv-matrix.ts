/** How a picture's luma and colour differences are coded. */
export interface YuvFormat {
  /** WebCodecs name; unknown ones count as BT.709. */
  readonly matrix: string;
  readonly fullRange: boolean;
}

/** Luma weights of red and blue (ITU-R BT.601, BT.709, BT.2020; SMPTE 240M; FCC). */
const LUMA_WEIGHTS: Readonly<Record<string, readonly [red: number, blue: number]>> = {
  bt709: [0.2126, 0.0722],
  smpte170m: [0.299, 0.114],
  bt470bg: [0.299, 0.114],
  'bt2020-ncl': [0.2627, 0.0593],
};

/** Shares of red, green and blue in luma. */
export const lumaWeights = (matrix: string): readonly [red: number, green: number, blue: number] => {
  const [red, blue] = LUMA_WEIGHTS[matrix] ?? LUMA_WEIGHTS['bt709']!;
  return [red, 1 - red - blue, blue];
};
