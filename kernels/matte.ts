// Full-size mattes: the fit of alpha to colour, and subjects cut out along it. Plain twins:
// src/vision/matting/guided-filter.ts, enlarge-alpha.ts and estimate-layers.ts.

@inline
function clampRow(y: i32, height: i32): i32 {
  return y < 0 ? 0 : y >= height ? height - 1 : y;
}

/** Red, green, blue (0..1) and alpha of one pixel. */
@inline
function pixelWithAlpha(rgba: usize, alpha: usize, i: i32): v128 {
  const bytes = v128.load32_zero(rgba + (i << 2));
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  const colours = f32x4.mul(f32x4.convert_i32x4_u(words), f32x4.splat(<f32>(1.0 / 255.0)));
  return f32x4.replace_lane(colours, 3, load<f32>(alpha + (i << 2)));
}

/** Sums over three rows of (r, g, b, p) and of r, g and b times it: four vectors a pixel, one pixel more at both ends. */
function sumThreeRows(rgba: usize, alpha: usize, width: i32, height: i32, y: i32, out: usize): void {
  const above = clampRow(y - 1, height) * width;
  const here = y * width;
  const below = clampRow(y + 1, height) * width;
  for (let x = -1; x <= width; x++) {
    const at = x < 0 ? 0 : x >= width ? width - 1 : x;
    const a = pixelWithAlpha(rgba, alpha, above + at);
    const b = pixelWithAlpha(rgba, alpha, here + at);
    const c = pixelWithAlpha(rgba, alpha, below + at);
    const to = out + ((x + 1) << 6);
    v128.store(to, f32x4.add(f32x4.add(a, b), c));
    const red = f32x4.add(
      f32x4.add(f32x4.mul(a, f32x4.splat(f32x4.extract_lane(a, 0))), f32x4.mul(b, f32x4.splat(f32x4.extract_lane(b, 0)))),
      f32x4.mul(c, f32x4.splat(f32x4.extract_lane(c, 0))),
    );
    const green = f32x4.add(
      f32x4.add(f32x4.mul(a, f32x4.splat(f32x4.extract_lane(a, 1))), f32x4.mul(b, f32x4.splat(f32x4.extract_lane(b, 1)))),
      f32x4.mul(c, f32x4.splat(f32x4.extract_lane(c, 1))),
    );
    const blue = f32x4.add(
      f32x4.add(f32x4.mul(a, f32x4.splat(f32x4.extract_lane(a, 2))), f32x4.mul(b, f32x4.splat(f32x4.extract_lane(b, 2)))),
      f32x4.mul(c, f32x4.splat(f32x4.extract_lane(c, 2))),
    );
    v128.store(to, red, 16);
    v128.store(to, green, 32);
    v128.store(to, blue, 48);
  }
}

@inline
function sumThree(at: usize): v128 {
  return f32x4.mul(
    f32x4.add(f32x4.add(v128.load(at), v128.load(at + 64)), v128.load(at + 128)),
    f32x4.splat(<f32>(1.0 / 9.0)),
  );
}

/** The 3 x 3 ridge regression of alpha on colour in every 3 x 3 window: (red, green, blue, offset) a pixel. */
export function fitWindows(
  rgba: usize, alpha: usize, width: i32, height: i32, epsilon: f32, sums: usize, out: usize,
): void {
  for (let y = 0; y < height; y++) {
    sumThreeRows(rgba, alpha, width, height, y, sums);
    let to = out + <usize>((y * width) << 4);
    for (let x = 0; x < width; x++) {
      const at = sums + (x << 6);
      const mean = sumThree(at);
      const r = f32x4.extract_lane(mean, 0);
      const g = f32x4.extract_lane(mean, 1);
      const b = f32x4.extract_lane(mean, 2);
      const p = f32x4.extract_lane(mean, 3);
      const red = f32x4.sub(sumThree(at + 16), f32x4.mul(mean, f32x4.splat(r)));
      const green = f32x4.sub(sumThree(at + 32), f32x4.mul(mean, f32x4.splat(g)));
      const blue = f32x4.sub(sumThree(at + 48), f32x4.mul(mean, f32x4.splat(b)));
      const rr = f32x4.extract_lane(red, 0) + epsilon;
      const rg = f32x4.extract_lane(red, 1);
      const rb = f32x4.extract_lane(red, 2);
      const cr = f32x4.extract_lane(red, 3);
      const gg = f32x4.extract_lane(green, 1) + epsilon;
      const gb = f32x4.extract_lane(green, 2);
      const cg = f32x4.extract_lane(green, 3);
      const bb = f32x4.extract_lane(blue, 2) + epsilon;
      const cb = f32x4.extract_lane(blue, 3);
      const irr = gg * bb - gb * gb;
      const irg = rb * gb - rg * bb;
      const irb = rg * gb - rb * gg;
      const determinant = rr * irr + rg * irg + rb * irb;
      const scale: f32 = determinant > 0 ? <f32>1 / determinant : 0;
      const ar = (irr * cr + irg * cg + irb * cb) * scale;
      const ag = (irg * cr + (rr * bb - rb * rb) * cg + (rb * rg - rr * gb) * cb) * scale;
      const ab = (irb * cr + (rb * rg - rr * gb) * cg + (rr * gg - rg * rg) * cb) * scale;
      store<f32>(to, ar);
      store<f32>(to, ag, 4);
      store<f32>(to, ab, 8);
      store<f32>(to, p - ar * r - ag * g - ab * b, 12);
      to += 16;
    }
  }
}

/** Mean over 3 x 3 of four floats a pixel, edges replicated. `sums`: `width + 2` pixels. */
export function meanOfFits(fits: usize, width: i32, height: i32, sums: usize, out: usize): void {
  const ninth = f32x4.splat(<f32>(1.0 / 9.0));
  for (let y = 0; y < height; y++) {
    const above = fits + ((clampRow(y - 1, height) * width) << 4);
    const here = fits + ((y * width) << 4);
    const below = fits + ((clampRow(y + 1, height) * width) << 4);
    for (let x = -1; x <= width; x++) {
      const at = (x < 0 ? 0 : x >= width ? width - 1 : x) << 4;
      const sum = f32x4.add(f32x4.add(v128.load(above + at), v128.load(here + at)), v128.load(below + at));
      v128.store(sums + ((x + 1) << 4), sum);
    }
    const to = out + ((y * width) << 4);
    for (let x = 0; x < width; x++) {
      const at = sums + (x << 4);
      const sum = f32x4.add(f32x4.add(v128.load(at), v128.load(at + 16)), v128.load(at + 32));
      v128.store(to + (x << 4), f32x4.mul(sum, ninth));
    }
  }
}

@inline
function lerp(a: v128, b: v128, share: v128): v128 {
  return f32x4.add(a, f32x4.mul(share, f32x4.sub(b, a)));
}

/** One row of floats between two, `bytes` long; the last `tail` bytes stand once more behind it. */
function mixFloatRows(top: usize, bottom: usize, share: f32, bytes: i32, tail: i32, out: usize): void {
  const weight = f32x4.splat(share);
  for (let i = 0; i < bytes; i += 16) v128.store(out + i, lerp(v128.load(top + i), v128.load(bottom + i), weight));
  for (let i = 0; i < tail; i += 4) store<f32>(out + bytes + i, load<f32>(out + bytes - tail + i));
}

/** The same of RGBA bytes, `width` pixels, to floats. */
function mixByteRows(top: usize, bottom: usize, share: f32, width: i32, out: usize): void {
  const weight = f32x4.splat(share);
  for (let x = 0; x < width; x++) {
    const a = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(top + (x << 2))));
    const b = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(bottom + (x << 2))));
    v128.store(out + (x << 4), lerp(f32x4.convert_i32x4_u(a), f32x4.convert_i32x4_u(b), weight));
  }
  v128.store(out + (width << 4), v128.load(out + ((width - 1) << 4)));
}

@inline
function between(row: usize, table: usize, x: i32): v128 {
  const at = row + (load<i32>(table + (x << 3)) << 4);
  return lerp(v128.load(at), v128.load(at + 16), v128.load32_splat(table + (x << 3) + 4));
}

/** Positions along one side: an int32 index and a float32 share of the next, eight bytes each. */
@inline
function seek(table: usize, y: i32, height: i32, rowBytes: i32, which: i32): usize {
  const first = load<i32>(table + (y << 3));
  return <usize>((which == 0 || first + 1 >= height ? first : first + 1) * rowBytes);
}

/**
 * Straight RGBA of the subject. `alpha` and `fits` (four floats) at the small size, `front` and `back` RGBA at the
 * layers' size; tables of the large picture's columns and rows in both. Scratch: rows of floats, one pixel more each.
 */
export function cutOut(
  rgba: usize, width: i32, height: i32, out: usize,
  alpha: usize, fits: usize, smallWidth: i32, smallHeight: i32, smallAcross: usize, smallDown: usize,
  front: usize, back: usize, layerWidth: i32, layerHeight: i32, layerAcross: usize, layerDown: usize,
  alphaRow: usize, fitRow: usize, frontRow: usize, backRow: usize,
  low: f32, high: f32, trustSpan: f32, opaque: f32,
): void {
  const zero = f32x4.splat(0);
  for (let y = 0; y < height; y++) {
    const share = load<f32>(smallDown + (y << 3) + 4);
    const alphaBytes = smallWidth << 2;
    const fitBytes = smallWidth << 4;
    mixFloatRows(alpha + seek(smallDown, y, smallHeight, alphaBytes, 0), alpha + seek(smallDown, y, smallHeight, alphaBytes, 1), share, alphaBytes, 4, alphaRow);
    mixFloatRows(fits + seek(smallDown, y, smallHeight, fitBytes, 0), fits + seek(smallDown, y, smallHeight, fitBytes, 1), share, fitBytes, 16, fitRow);
    const layerShare = load<f32>(layerDown + (y << 3) + 4);
    const layerBytes = layerWidth << 2;
    const layerTop = seek(layerDown, y, layerHeight, layerBytes, 0);
    const layerBottom = seek(layerDown, y, layerHeight, layerBytes, 1);
    mixByteRows(front + layerTop, front + layerBottom, layerShare, layerWidth, frontRow);
    mixByteRows(back + layerTop, back + layerBottom, layerShare, layerWidth, backRow);
    const row = <usize>((y * width) << 2);
    for (let x = 0; x < width; x++) {
      const at = alphaRow + (load<i32>(smallAcross + (x << 3)) << 2);
      const first = load<f32>(at);
      let a = first + load<f32>(smallAcross + (x << 3) + 4) * (load<f32>(at + 4) - first);
      const bytes = v128.load32_zero(rgba + row + (x << 2));
      const pixel = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
      if (a > low && a < high) {
        const trust = min<f32>(1, min<f32>(a, 1 - a) / trustSpan);
        const fit = between(fitRow, smallAcross, x);
        const products = f32x4.mul(fit, pixel);
        const colours = f32x4.extract_lane(products, 0) + f32x4.extract_lane(products, 1) + f32x4.extract_lane(products, 2);
        const fitted = colours / 255 + f32x4.extract_lane(fit, 3);
        a = min<f32>(1, max<f32>(0, a + trust * (fitted - a)));
      }
      let colour = pixel;
      if (a < opaque) {
        const f = between(frontRow, layerAcross, x);
        colour = f;
        if (a > 0) {
          const b = between(backRow, layerAcross, x);
          const share = f32x4.splat(a);
          const mixed = f32x4.sub(f32x4.sub(pixel, f32x4.mul(share, f)), f32x4.mul(f32x4.sub(f32x4.splat(1), share), b));
          colour = f32x4.add(f, f32x4.mul(share, mixed));
        }
      }
      colour = f32x4.replace_lane(colour, 3, a * f32x4.extract_lane(pixel, 3));
      const words = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.max(zero, colour)));
      const halves = i16x8.narrow_i32x4_s(words, words);
      v128.store32_lane(out + row + (x << 2), i8x16.narrow_i16x8_u(halves, halves), 0);
    }
  }
}
