/** Interleaved floats `[height, width, channels]` with one weight per pixel (0 = unknown). */
export interface WeightedField {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: number;
  readonly values: Float32Array<ArrayBuffer>;
  readonly weights: Float32Array<ArrayBuffer>;
}

/** Below this a weight is as good as nothing and would only divide noise. */
const TINY_WEIGHT = 1e-6;

/** Half size; each value is the weighted mean of its 2x2 block, each weight the block's sum capped at 1. */
const pull = (field: WeightedField): WeightedField => {
  const { widthPx, heightPx, channels } = field;
  const width = Math.max(1, (widthPx + 1) >> 1);
  const height = Math.max(1, (heightPx + 1) >> 1);
  const values = new Float32Array(width * height * channels);
  const weights = new Float32Array(width * height);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const from = y * widthPx + x;
      const weight = field.weights[from]!;
      if (weight < TINY_WEIGHT) continue;
      const to = (y >> 1) * width + (x >> 1);
      weights[to] = weights[to]! + weight;
      for (let c = 0; c < channels; c++) {
        values[to * channels + c] = values[to * channels + c]! + weight * field.values[from * channels + c]!;
      }
    }
  }
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight < TINY_WEIGHT) continue;
    for (let c = 0; c < channels; c++) values[i * channels + c] = values[i * channels + c]! / weight;
    weights[i] = Math.min(1, weight);
  }
  return { widthPx: width, heightPx: height, channels, values, weights };
};

/** Blends the filled coarse level, bilinearly enlarged, into `fine` where it lacks weight. */
const push = (fine: WeightedField, coarse: WeightedField): WeightedField => {
  const { widthPx, heightPx, channels } = fine;
  const values = new Float32Array(fine.values);
  const { widthPx: cw, heightPx: ch } = coarse;
  for (let y = 0; y < heightPx; y++) {
    const cy = Math.min(ch - 1, Math.max(0, y / 2 - 0.25));
    const y0 = Math.floor(cy);
    const y1 = Math.min(ch - 1, y0 + 1);
    const fy = cy - y0;
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      const weight = fine.weights[i]!;
      if (weight >= 1) continue;
      const cx = Math.min(cw - 1, Math.max(0, x / 2 - 0.25));
      const x0 = Math.floor(cx);
      const x1 = Math.min(cw - 1, x0 + 1);
      const fx = cx - x0;
      const a = (y0 * cw + x0) * channels;
      const b = (y0 * cw + x1) * channels;
      const c = (y1 * cw + x0) * channels;
      const d = (y1 * cw + x1) * channels;
      for (let k = 0; k < channels; k++) {
        const v = coarse.values;
        const top = v[a + k]! * (1 - fx) + v[b + k]! * fx;
        const bottom = v[c + k]! * (1 - fx) + v[d + k]! * fx;
        const behind = top * (1 - fy) + bottom * fy;
        values[i * channels + k] = weight * fine.values[i * channels + k]! + (1 - weight) * behind;
      }
    }
  }
  return { ...fine, values };
};

/**
 * Fills unknown pixels smoothly from the known ones over a pyramid, in linear time: near gaps take local
 * values, wide gaps coarse ones. Gortler et al., "The Lumigraph", 1996, section 3.4 (bilinear instead of
 * B-spline synthesis). Known pixels (weight 1) are left as they are. All-unknown input gives zeros.
 */
export const pullPush = (field: WeightedField): Float32Array<ArrayBuffer> => {
  if (field.widthPx <= 1 && field.heightPx <= 1) return field.values;
  const coarse = pull(field);
  return push(field, { ...coarse, values: pullPush(coarse) }).values;
};
