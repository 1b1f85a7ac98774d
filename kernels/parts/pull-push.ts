// Smooth filling of what is not known (src/vision/pull-push.ts): fields of four floats, the last one the weight.

/** Half the size: weighted means of 2x2, their weights added up to at most 1. */
function pull(fine: usize, columns: i32, rows: i32, coarse: usize): void {
  const width = (columns + 1) >> 1;
  const height = (rows + 1) >> 1;
  memory.fill(coarse, 0, <usize>(width * height * 16));
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const color = v128.load(fine + <usize>((y * columns + x) * 16));
      const weight = f32x4.extract_lane(color, 3);
      if (weight < 1e-6) continue;
      const to = coarse + <usize>(((y >> 1) * width + (x >> 1)) * 16);
      const weighted = f32x4.replace_lane(f32x4.mul(color, f32x4.splat(weight)), 3, weight);
      v128.store(to, f32x4.add(v128.load(to), weighted));
    }
  }
  for (let i = 0; i < width * height; i++) {
    const at = coarse + <usize>(i * 16);
    const sum = v128.load(at);
    const weight = f32x4.extract_lane(sum, 3);
    if (weight < 1e-6) continue;
    v128.store(at, f32x4.replace_lane(f32x4.div(sum, f32x4.splat(weight)), 3, min<f32>(1, weight)));
  }
}

@inline
function mix(a: v128, b: v128, part: f32): v128 {
  return f32x4.add(f32x4.mul(a, f32x4.splat(1 - part)), f32x4.mul(b, f32x4.splat(part)));
}

/** Blends the filled coarse level into the fine one where that lacks weight. */
function push(fine: usize, columns: i32, rows: i32, coarse: usize): void {
  const width = (columns + 1) >> 1;
  const height = (rows + 1) >> 1;
  for (let y = 0; y < rows; y++) {
    const cy = min(<f32>(height - 1), max<f32>(0, <f32>y / 2 - <f32>0.25));
    const y0 = <i32>cy;
    const fy = cy - <f32>y0;
    const top = coarse + <usize>(y0 * width * 16);
    const bottom = coarse + <usize>(min(height - 1, y0 + 1) * width * 16);
    for (let x = 0; x < columns; x++) {
      const at = fine + <usize>((y * columns + x) * 16);
      const color = v128.load(at);
      const weight = f32x4.extract_lane(color, 3);
      if (weight >= 1) continue;
      const cx = min(<f32>(width - 1), max<f32>(0, <f32>x / 2 - <f32>0.25));
      const x0 = <i32>cx;
      const fx = cx - <f32>x0;
      const left = <usize>(x0 * 16);
      const right = <usize>(min(width - 1, x0 + 1) * 16);
      const above = mix(v128.load(top + left), v128.load(top + right), fx);
      const below = mix(v128.load(bottom + left), v128.load(bottom + right), fx);
      v128.store(at, mix(mix(above, below, fy), color, weight));
    }
  }
}

/** Fills what has no weight from what has, over a pyramid in `levels` (Gortler et al. 1996, as src/vision/pull-push.ts). */
export function pullPush(field: usize, columns: i32, rows: i32, levels: usize): void {
  if (columns <= 1 && rows <= 1) return;
  const width = (columns + 1) >> 1;
  const height = (rows + 1) >> 1;
  pull(field, columns, rows, levels);
  pullPush(levels, width, height, levels + <usize>(width * height * 16));
  push(field, columns, rows, levels);
}
