import type { BoxPx } from '../core/geometry';
import type { LumaImage } from '../core/image';

/** Weaker steps of luma (code values over two pixels) are never strokes. */
const MIN_STEP = 40;
/** Strokes are the steps of at least this part of the strongest ones in the box. */
const STROKE_PART = 0.4;
/** The strongest ones: this quantile of all steps in the box. */
const STRONG_QUANTILE = 0.97;
/** Fewer stroke pixels than this are no text that can be followed. */
const MIN_STROKES = 24;
/** Later frames weigh as if the template had been seen this many times. */
const MEMORY_FRAMES = 40;
/** A column of the line is still there when its strokes keep this part of their contrast. */
const COLUMN_PRESENT = 0.4;

/** The strokes of one line of text as luma steps at fixed places of the screen. */
export interface GlyphTemplate {
  readonly box: BoxPx;
  /** Index of each stroke pixel in the luma image. */
  readonly places: Int32Array;
  /** Its column (about one character wide), 0-based. */
  readonly columns: Uint16Array;
  readonly columnCount: number;
  /** Mean step to the right and downwards at each place, code values over two pixels. */
  readonly stepX: Float32Array;
  readonly stepY: Float32Array;
  /** Frames the means are made of. */
  frames: number;
}

export interface GlyphMatch {
  /** 1 = the strokes stand there with their usual contrast, 0 = nothing of them, about 0.5 = half faded. */
  readonly contrast: number;
  /** Share of the line's strokes (by energy, whole columns) that are there, 0..1. */
  readonly coverage: number;
}

const clampBox = (box: BoxPx, widthPx: number, heightPx: number) => ({
  left: Math.max(1, Math.floor(box.xPx)),
  top: Math.max(1, Math.floor(box.yPx)),
  right: Math.min(widthPx - 1, Math.ceil(box.xPx + box.widthPx)),
  bottom: Math.min(heightPx - 1, Math.ceil(box.yPx + box.heightPx)),
});

const quantileOf = (values: Float32Array, quantile: number): number => {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;
};

/**
 * Takes the strokes of a line of text from one frame; `null` when the box holds too few strong steps to be followed.
 * The background may be among them: `updateTemplate` washes out what moves.
 */
export const createTemplate = (luma: LumaImage, box: BoxPx): GlyphTemplate | null => {
  const { widthPx, data } = luma;
  const { left, top, right, bottom } = clampBox(box, widthPx, luma.heightPx);
  const wide = right - left;
  if (wide < 3 || bottom - top < 3) return null;
  const strength = new Float32Array(wide * (bottom - top));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const i = y * widthPx + x;
      const gx = data[i + 1]! - data[i - 1]!;
      const gy = data[i + widthPx]! - data[i - widthPx]!;
      strength[(y - top) * wide + x - left] = Math.hypot(gx, gy);
    }
  }
  const limit = Math.max(MIN_STEP, STROKE_PART * quantileOf(strength, STRONG_QUANTILE));
  const kept = [...strength.keys()].filter((k) => strength[k]! >= limit);
  if (kept.length < MIN_STROKES) return null;
  const columnPx = Math.max(4, Math.min(bottom - top, wide));
  const places = Int32Array.from(kept, (k) => (top + Math.floor(k / wide)) * widthPx + left + (k % wide));
  return {
    box,
    places,
    columns: Uint16Array.from(kept, (k) => Math.floor((k % wide) / columnPx)),
    columnCount: Math.ceil(wide / columnPx),
    stepX: Float32Array.from(places, (i) => data[i + 1]! - data[i - 1]!),
    stepY: Float32Array.from(places, (i) => data[i + widthPx]! - data[i - widthPx]!),
    frames: 1,
  };
};

/** Sum of the squared steps of all strokes. */
export const strokeEnergy = (template: GlyphTemplate | null): number => {
  let sum = 0;
  if (template)
    for (let k = 0; k < template.places.length; k++) sum += template.stepX[k]! ** 2 + template.stepY[k]! ** 2;
  return sum;
};

/** How much of the template stands in a frame of the same size. */
export const matchTemplate = (template: GlyphTemplate, { data, widthPx }: LumaImage): GlyphMatch => {
  const { places, columns, columnCount, stepX, stepY } = template;
  const found = new Float64Array(columnCount);
  const energy = new Float64Array(columnCount);
  for (let k = 0; k < places.length; k++) {
    const i = places[k]!;
    const [x, y, column] = [stepX[k]!, stepY[k]!, columns[k]!];
    const square = x * x + y * y;
    const product = x * (data[i + 1]! - data[i - 1]!) + y * (data[i + widthPx]! - data[i - widthPx]!);
    // A background that adds contrast in one place must not make up for strokes that are missing in another.
    found[column] = found[column]! + Math.min(product, 1.5 * square);
    energy[column] = energy[column]! + square;
  }
  let [sum, total, present] = [0, 0, 0];
  for (let column = 0; column < columnCount; column++) {
    sum += found[column]!;
    total += energy[column]!;
    if (found[column]! >= COLUMN_PRESENT * energy[column]!) present += energy[column]!;
  }
  return total > 0 ? { contrast: sum / total, coverage: present / total } : { contrast: 0, coverage: 0 };
};

/** Takes one more frame into the means, so that strokes stay and a moving background fades. */
export const updateTemplate = (template: GlyphTemplate, { data, widthPx }: LumaImage): void => {
  const { places, stepX, stepY } = template;
  const weight = 1 / Math.min(MEMORY_FRAMES, template.frames + 1);
  for (let k = 0; k < places.length; k++) {
    const i = places[k]!;
    stepX[k] = stepX[k]! + weight * (data[i + 1]! - data[i - 1]! - stepX[k]!);
    stepY[k] = stepY[k]! + weight * (data[i + widthPx]! - data[i - widthPx]! - stepY[k]!);
  }
  template.frames++;
};
