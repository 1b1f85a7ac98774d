import type { Plane, RgbaImage } from '../core/image';

/** Signs that a picture is drawn (title, slide, test card) rather than filmed. */
export interface GraphicCues {
  /** Share of pixels whose neighbours right and below are (nearly) equal. */
  readonly flatShare: number;
  /** Share of pixels of the most common colour (of 4096). */
  readonly backgroundShare: number;
  /** Share of the picture in the 8 most common colours. */
  readonly paletteShare: number;
  /** Share of pixels that are strongly saturated and bright. */
  readonly vividShare: number;
  /** Share of rows that equal the row above: high where colour bars stand. */
  readonly repeatedRows: number;
}

/** Code values; above coding noise, below any real texture. */
const FLAT_STEP = 2.5;
const ROW_STEP = 2;
/** HSV saturation (0..1) and value (code) of test-card colours. */
const VIVID_SATURATION = 0.85;
const VIVID_VALUE = 140;

const flatShareOf = ({ data, widthPx, heightPx }: Plane): number => {
  let flat = 0;
  for (let y = 0; y + 1 < heightPx; y++) {
    for (let x = 0; x + 1 < widthPx; x++) {
      const i = y * widthPx + x;
      const step = Math.max(Math.abs(data[i]! - data[i + 1]!), Math.abs(data[i]! - data[i + widthPx]!));
      if (step < FLAT_STEP) flat++;
    }
  }
  return flat / Math.max(1, (widthPx - 1) * (heightPx - 1));
};

const repeatedRowsOf = ({ data, widthPx, heightPx }: Plane): number => {
  let repeated = 0;
  for (let y = 1; y < heightPx; y++) {
    let sum = 0;
    for (let i = y * widthPx; i < (y + 1) * widthPx; i++) sum += Math.abs(data[i]! - data[i - widthPx]!);
    if (sum / widthPx < ROW_STEP) repeated++;
  }
  return repeated / Math.max(1, heightPx - 1);
};

const commonColors = ({ data }: RgbaImage): Float64Array => {
  const bins = new Float64Array(4096);
  for (let p = 0; p < data.length; p += 4) {
    const bin = ((data[p]! >> 4) << 8) | ((data[p + 1]! >> 4) << 4) | (data[p + 2]! >> 4);
    bins[bin] = bins[bin]! + 4 / data.length;
  }
  return bins.sort().reverse();
};

const vividShareOf = ({ data }: RgbaImage): number => {
  let vivid = 0;
  for (let p = 0; p < data.length; p += 4) {
    const high = Math.max(data[p]!, data[p + 1]!, data[p + 2]!);
    const low = Math.min(data[p]!, data[p + 1]!, data[p + 2]!);
    if (high > VIVID_VALUE && high - low > VIVID_SATURATION * high) vivid++;
  }
  return (vivid * 4) / Math.max(1, data.length);
};

/** `luma` is the picture's own luma plane. */
export const measureGraphicCues = (image: RgbaImage, luma: Plane): GraphicCues => {
  const colors = commonColors(image);
  return {
    flatShare: flatShareOf(luma),
    backgroundShare: colors[0] ?? 0,
    paletteShare: colors.subarray(0, 8).reduce((sum, share) => sum + share, 0),
    vividShare: vividShareOf(image),
    repeatedRows: repeatedRowsOf(luma),
  };
};
