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

/** Where the samples of a finer row or column lie among coarser ones: the first of two, the step to the second, its share. */
const planEnlarging = (length: number, coarse: number) => {
  const first = new Int32Array(length);
  const step = new Int32Array(length);
  const share = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const at = Math.min(coarse - 1, Math.max(0, i / 2 - 0.25));
    first[i] = Math.floor(at);
    step[i] = first[i]! + 1 < coarse ? 1 : 0;
    share[i] = at - first[i]!;
  }
  return { first, step, share };
};

/** Blends the filled coarse level, bilinearly enlarged, into `fine` where it lacks weight. */
const push = (fine: WeightedField, coarse: WeightedField): WeightedField => {
  const { widthPx, heightPx, channels, weights } = fine;
  const values = new Float32Array(fine.values);
  const { widthPx: cw, values: from } = coarse;
  const across = planEnlarging(widthPx, cw);
  const down = planEnlarging(heightPx, coarse.heightPx);
  for (let y = 0, i = 0; y < heightPx; y++) {
    const top = down.first[y]! * cw;
    const below = down.step[y]! * cw * channels;
    const fy = down.share[y]!;
    for (let x = 0; x < widthPx; x++, i++) {
      const weight = weights[i]!;
      if (weight >= 1) continue;
      const a = (top + across.first[x]!) * channels;
      const right = across.step[x]! * channels;
      const fx = across.share[x]!;
      for (let k = 0, p = a; k < channels; k++, p++) {
        const upper = from[p]! + (from[p + right]! - from[p]!) * fx;
        const lower = from[p + below]! + (from[p + below + right]! - from[p + below]!) * fx;
        const at = i * channels + k;
        values[at] = weight * values[at]! + (1 - weight) * (upper + (lower - upper) * fy);
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
