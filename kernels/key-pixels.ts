// The keyer pixel by pixel, four at a time, in the cells that need it. The plain twins are solve-cell.ts, mix-alpha.ts,
// rim-colors.ts, spill.ts and write-cell.ts of src/vision/chroma-key; their numbers come in `settings`, in the order of
// `KeyPixelSettings` of src/kernels/key-pixels.ts. Pictures have rows of whole cells; only what lies inside counts.

const SCREEN: u8 = 0;
const SOLID: u8 = 1;
const MIXED: u8 = 2;

@inline
function setting(settings: usize, index: i32): v128 {
  return v128.load32_splat(settings + <usize>(index * 4));
}

@inline
function number(settings: usize, index: i32): f32 {
  return load<f32>(settings + <usize>(index * 4));
}

@inline
function add(a: v128, b: v128): v128 { return f32x4.add(a, b); }
@inline
function sub(a: v128, b: v128): v128 { return f32x4.sub(a, b); }
@inline
function mul(a: v128, b: v128): v128 { return f32x4.mul(a, b); }

@inline
function clamp(value: v128, most: f32): v128 {
  return f32x4.pmax(f32x4.splat(0), f32x4.pmin(f32x4.splat(most), value));
}

@inline
function redOf(pixels: v128): v128 { return f32x4.convert_i32x4_s(v128.and(pixels, i32x4.splat(255))); }
@inline
function greenOf(pixels: v128): v128 { return f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(pixels, 8), i32x4.splat(255))); }
@inline
function blueOf(pixels: v128): v128 { return f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(pixels, 16), i32x4.splat(255))); }
@inline
function alphaOf(pixels: v128): v128 { return f32x4.convert_i32x4_s(i32x4.shr_u(pixels, 24)); }

@inline
function byteOf(value: v128): v128 {
  // 2^23 leaves no bits for a fraction: the sum's low byte is the value, rounded half to even.
  return v128.and(add(clamp(value, 255), f32x4.splat(8388608)), i32x4.splat(255));
}

@inline
function packed(red: v128, green: v128, blue: v128, alpha: v128): v128 {
  const low = v128.or(byteOf(red), i32x4.shl(byteOf(green), 8));
  return v128.or(low, v128.or(i32x4.shl(byteOf(blue), 16), i32x4.shl(byteOf(alpha), 24)));
}

@inline
function lumaOf(red: v128, green: v128, blue: v128): v128 {
  const rg = add(mul(red, f32x4.splat(0.2126)), mul(green, f32x4.splat(0.7152)));
  return add(rg, mul(blue, f32x4.splat(0.0722)));
}

@inline
function dot(au: v128, av: v128, ay: v128, bu: v128, bv: v128, by: v128): v128 {
  return add(add(mul(au, bu), mul(av, bv)), mul(ay, by));
}

/** Alpha of four pixels between the screen and the subject (mix-alpha.ts). */
@inline
function mixAlpha(
  red: v128, green: v128, blue: v128, s0: v128, s1: v128, s2: v128, f0: v128, f1: v128, f2: v128, settings: usize,
): v128 {
  const cbScale = setting(settings, 0), crScale = setting(settings, 1), lumaWeight = setting(settings, 3);
  const cl = lumaOf(red, green, blue);
  const cu = mul(sub(blue, cl), cbScale), cv = mul(sub(red, cl), crScale), cy = mul(cl, lumaWeight);
  const bl = lumaOf(s0, s1, s2);
  const bu = mul(sub(s2, bl), cbScale), bv = mul(sub(s0, bl), crScale), by = mul(bl, lumaWeight);
  const fl = lumaOf(f0, f1, f2);
  const fu = mul(sub(f2, fl), cbScale), fv = mul(sub(f0, fl), crScale), fy = mul(fl, lumaWeight);
  const tiny = f32x4.splat(1e-3), one = f32x4.splat(1);
  const hold = add(mul(setting(settings, 6), dot(fu, fv, fy, fu, fv, fy)), tiny);
  const xu = sub(mul(fv, by), mul(fy, bv)), xv = sub(mul(fy, bu), mul(fu, by)), xy = sub(mul(fu, bv), mul(fv, bu));
  const pu = sub(mul(fv, cy), mul(fy, cv)), pv = sub(mul(fy, cu), mul(fu, cy)), py = sub(mul(fu, cv), mul(fv, cu));
  const qu = sub(mul(cv, by), mul(cy, bv)), qv = sub(mul(cy, bu), mul(cu, by)), qy = sub(mul(cu, bv), mul(cv, bu));
  const du = sub(fu, bu), dv = sub(fv, bv), dy = sub(fy, by);
  const spread = add(dot(xu, xv, xy, xu, xv, xy), mul(hold, dot(du, dv, dy, du, dv, dy)));
  const inverse = f32x4.div(one, add(spread, tiny));
  const toPixel = dot(du, dv, dy, sub(fu, cu), sub(fv, cv), sub(fy, cy));
  const toScreen = dot(du, dv, dy, sub(cu, bu), sub(cv, bv), sub(cy, by));
  const bare = mul(add(dot(xu, xv, xy, pu, pv, py), mul(hold, toPixel)), inverse);
  const own = mul(add(dot(xu, xv, xy, qu, qv, qy), mul(hold, toScreen)), inverse);
  const line = sub(one, clamp(bare, 1));
  const ru = sub(sub(cu, mul(own, fu)), mul(bare, bu));
  const rv = sub(sub(cv, mul(own, fv)), mul(bare, bv));
  const ry = sub(sub(cy, mul(own, fy)), mul(bare, by));
  const off = f32x4.sqrt(dot(ru, rv, ry, ru, rv, ry));
  const doubt = clamp(f32x4.div(sub(off, setting(settings, 4)), setting(settings, 5)), 1);
  // The colour-difference key (key-color.ts).
  const length = add(f32x4.sqrt(add(mul(bu, bu), mul(bv, bv))), tiny);
  const along = add(mul(cu, bu), mul(cv, bv));
  const across = f32x4.abs(sub(mul(cv, bu), mul(cu, bv)));
  const shown = f32x4.div(f32x4.div(sub(along, mul(setting(settings, 2), across)), length), length);
  const difference = clamp(sub(one, shown), 1);
  return add(line, mul(doubt, sub(difference, line)));
}

/** Where row `y` lies between two rows of a field of tiles `side` px wide: the upper one, and how far on. */
@inline
function rowPlace(y: i32, side: f32, rows: i32): f32 {
  return min(<f32>(rows - 1), max<f32>(0, (<f32>y + <f32>0.5) / side - <f32>0.5));
}

/** A tile's colour at a row; columns past the edges are those at the edge. */
@inline
function tileAt(field: usize, columns: i32, column: i32, top: i32, bottom: i32, part: f32): v128 {
  const at = <usize>(max(0, min(columns - 1, column)) * 16);
  const a = v128.load(field + <usize>(top * columns * 16) + at);
  const b = v128.load(field + <usize>(bottom * columns * 16) + at);
  return add(a, mul(f32x4.splat(part), sub(b, a)));
}

/** One channel of four pixels that lie two and two between tiles. */
@inline
function between(left: v128, right: v128, parts: v128): v128 {
  return add(left, mul(parts, sub(right, left)));
}

/** Pixels 0, 2, 4, 6 or 1, 3, 5, 7 of eight. */
@inline
function everyOther(first: v128, second: v128, odd: i32): v128 {
  return odd ? i32x4.shuffle(first, second, 1, 3, 5, 7) : i32x4.shuffle(first, second, 0, 2, 4, 6);
}

/** First look at every other pixel of the mixed cells: sums up what it says of the rim's colours, four floats a block. */
export function gatherRims(
  frame: usize, plate: usize, stride: i32, width: i32, height: i32,
  shift: usize, foreground: usize, states: usize, sums: usize, settings: usize,
): void {
  const columns = (width + 7) >> 3, rows = (height + 7) >> 3;
  const minAlpha = setting(settings, 7), solidWeight = setting(settings, 8), samples = setting(settings, 9);
  const one = f32x4.splat(1);
  memory.fill(sums, 0, <usize>(columns * rows * 64));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (load<u8>(states + row * columns + column) !== MIXED) continue;
      const x0 = column * 8;
      for (let y = row * 8; y < min(height, row * 8 + 8); y++) {
        const place = rowPlace(y, 8, rows);
        const top = <i32>place, bottom = min(rows - 1, top + 1);
        const part = place - <f32>top;
        const odd = (x0 + y) & 1;
        const parts = odd ? f32x4(0.6875, 0.9375, 0.1875, 0.4375) : f32x4(0.5625, 0.8125, 0.0625, 0.3125);
        const sa = tileAt(shift, columns, column - 1, top, bottom, part);
        const sb = tileAt(shift, columns, column, top, bottom, part);
        const sc = tileAt(shift, columns, column + 1, top, bottom, part);
        const fa = tileAt(foreground, columns, column - 1, top, bottom, part);
        const fb = tileAt(foreground, columns, column, top, bottom, part);
        const fc = tileAt(foreground, columns, column + 1, top, bottom, part);
        const at = <usize>(y * stride + x0 * 4);
        const pixels = everyOther(v128.load(frame + at), v128.load(frame + at, 16), odd);
        const behind = everyOther(v128.load(plate + at), v128.load(plate + at, 16), odd);
        const red = redOf(pixels), green = greenOf(pixels), blue = blueOf(pixels);
        const s0 = add(redOf(behind), between(i32x4.shuffle(sa, sb, 0, 0, 4, 4), i32x4.shuffle(sb, sc, 0, 0, 4, 4), parts));
        const s1 = add(greenOf(behind), between(i32x4.shuffle(sa, sb, 1, 1, 5, 5), i32x4.shuffle(sb, sc, 1, 1, 5, 5), parts));
        const s2 = add(blueOf(behind), between(i32x4.shuffle(sa, sb, 2, 2, 6, 6), i32x4.shuffle(sb, sc, 2, 2, 6, 6), parts));
        const f0 = between(i32x4.shuffle(fa, fb, 0, 0, 4, 4), i32x4.shuffle(fb, fc, 0, 0, 4, 4), parts);
        const f1 = between(i32x4.shuffle(fa, fb, 1, 1, 5, 5), i32x4.shuffle(fb, fc, 1, 1, 5, 5), parts);
        const f2 = between(i32x4.shuffle(fa, fb, 2, 2, 6, 6), i32x4.shuffle(fb, fc, 2, 2, 6, 6), parts);
        const alpha = mixAlpha(red, green, blue, s0, s1, s2, f0, f1, f2, settings);
        const inside = i32x4.lt_s(i32x4.add(i32x4(0, 2, 4, 6), i32x4.splat(x0 + odd)), i32x4.splat(width));
        const counts = v128.and(f32x4.gt(alpha, minAlpha), inside);
        const weight = v128.and(
          f32x4.div(mul(sub(alpha, minAlpha), add(sub(one, alpha), solidWeight)), samples), counts);
        const share = f32x4.div(weight, f32x4.pmax(alpha, minAlpha));
        const bare = sub(one, alpha);
        const r = mul(share, sub(red, mul(bare, s0)));
        const g = mul(share, sub(green, mul(bare, s1)));
        const b = mul(share, sub(blue, mul(bare, s2)));
        // Turned round: the first block has pixels 0 and 1, the next one 2 and 3.
        const rg0 = i32x4.shuffle(r, g, 0, 4, 2, 6), rg1 = i32x4.shuffle(r, g, 1, 5, 3, 7);
        const bw0 = i32x4.shuffle(b, weight, 0, 4, 2, 6), bw1 = i32x4.shuffle(b, weight, 1, 5, 3, 7);
        const rg = add(rg0, rg1), bw = add(bw0, bw1);
        const to = sums + <usize>(((y >> 2) * columns * 2 + column * 2) * 16);
        v128.store(to, add(v128.load(to), i64x2.shuffle(rg, bw, 0, 2)));
        v128.store(to, add(v128.load(to, 16), i64x2.shuffle(rg, bw, 1, 3)), 16);
      }
    }
  }
}

@inline
function isNearMixed(states: usize, columns: i32, rows: i32, x: i32, y: i32): boolean {
  for (let v = max(0, y - 1); v <= min(rows - 1, y + 1); v++)
    for (let u = max(0, x - 1); u <= min(columns - 1, x + 1); u++)
      if (load<u8>(states + v * columns + u) === MIXED) return true;
  return false;
}

/** Turns the sums of the blocks in and beside mixed cells into the subject's colour at its rim. */
export function spreadRims(
  sums: usize, colors: usize, foreground: usize, states: usize, columns: i32, rows: i32, settings: usize,
): void {
  const wide = columns * 2, high = rows * 2;
  const prior = number(settings, 10);
  for (let cell = 0; cell < columns * rows; cell++) {
    const row = cell / columns;
    const column = cell - row * columns;
    if (!isNearMixed(states, columns, rows, column, row)) continue;
    for (let by = row * 2; by < row * 2 + 2; by++) {
      const place = rowPlace(by, 2, rows);
      const top = <i32>place, bottom = min(rows - 1, top + 1);
      for (let bx = column * 2; bx < column * 2 + 2; bx++) {
        let around = f32x4.splat(0);
        for (let v = max(0, by - 1); v <= min(high - 1, by + 1); v++) {
          for (let u = max(0, bx - 1); u <= min(wide - 1, bx + 1); u++) {
            const weight = (u === bx ? <f32>2 : <f32>1) * (v === by ? <f32>2 : <f32>1);
            around = add(around, mul(f32x4.splat(weight), v128.load(sums + <usize>((v * wide + u) * 16))));
          }
        }
        around = mul(around, f32x4.splat(0.0625));
        const across = rowPlace(bx, 2, columns);
        const left = <i32>across;
        const a = tileAt(foreground, columns, left, top, bottom, place - <f32>top);
        const b = tileAt(foreground, columns, left + 1, top, bottom, place - <f32>top);
        const own = between(a, b, f32x4.splat(across - <f32>left));
        const scale = f32x4.splat(1 / (f32x4.extract_lane(around, 3) + prior));
        const color = clamp(mul(add(around, mul(own, f32x4.splat(prior))), scale), 255);
        v128.store(colors + <usize>((by * wide + bx) * 16), color);
      }
    }
  }
}

/** Colours of the screen and of the subject's rim at one row of a cell, channel after channel in `out`: eight pixels each. */
@inline
function readColors(
  plate: usize, shift: usize, colors: usize, columns: i32, rows: i32, column: i32, y: i32, out: usize,
): void {
  let place = rowPlace(y, 8, rows);
  let top = <i32>place, bottom = min(rows - 1, top + 1);
  let part = place - <f32>top;
  const sa = tileAt(shift, columns, column - 1, top, bottom, part);
  const sb = tileAt(shift, columns, column, top, bottom, part);
  const sc = tileAt(shift, columns, column + 1, top, bottom, part);
  place = rowPlace(y, 4, rows * 2);
  top = <i32>place;
  bottom = min(rows * 2 - 1, top + 1);
  part = place - <f32>top;
  const ra = tileAt(colors, columns * 2, column * 2 - 1, top, bottom, part);
  const rb = tileAt(colors, columns * 2, column * 2, top, bottom, part);
  const rc = tileAt(colors, columns * 2, column * 2 + 1, top, bottom, part);
  const rd = tileAt(colors, columns * 2, column * 2 + 2, top, bottom, part);
  const first = v128.load(plate), second = v128.load(plate, 16);
  const near = f32x4(0.5625, 0.6875, 0.8125, 0.9375), far = f32x4(0.0625, 0.1875, 0.3125, 0.4375);
  const rim = f32x4(0.625, 0.875, 0.125, 0.375);
  v128.store(out, add(redOf(first), between(i32x4.shuffle(sa, sa, 0, 0, 0, 0), i32x4.shuffle(sb, sb, 0, 0, 0, 0), near)));
  v128.store(out, add(redOf(second), between(i32x4.shuffle(sb, sb, 0, 0, 0, 0), i32x4.shuffle(sc, sc, 0, 0, 0, 0), far)), 16);
  v128.store(out, add(greenOf(first), between(i32x4.shuffle(sa, sa, 1, 1, 1, 1), i32x4.shuffle(sb, sb, 1, 1, 1, 1), near)), 32);
  v128.store(out, add(greenOf(second), between(i32x4.shuffle(sb, sb, 1, 1, 1, 1), i32x4.shuffle(sc, sc, 1, 1, 1, 1), far)), 48);
  v128.store(out, add(blueOf(first), between(i32x4.shuffle(sa, sa, 2, 2, 2, 2), i32x4.shuffle(sb, sb, 2, 2, 2, 2), near)), 64);
  v128.store(out, add(blueOf(second), between(i32x4.shuffle(sb, sb, 2, 2, 2, 2), i32x4.shuffle(sc, sc, 2, 2, 2, 2), far)), 80);
  v128.store(out, between(i32x4.shuffle(ra, rb, 0, 0, 4, 4), i32x4.shuffle(rb, rc, 0, 0, 4, 4), rim), 96);
  v128.store(out, between(i32x4.shuffle(rb, rc, 0, 0, 4, 4), i32x4.shuffle(rc, rd, 0, 0, 4, 4), rim), 112);
  v128.store(out, between(i32x4.shuffle(ra, rb, 1, 1, 5, 5), i32x4.shuffle(rb, rc, 1, 1, 5, 5), rim), 128);
  v128.store(out, between(i32x4.shuffle(rb, rc, 1, 1, 5, 5), i32x4.shuffle(rc, rd, 1, 1, 5, 5), rim), 144);
  v128.store(out, between(i32x4.shuffle(ra, rb, 2, 2, 6, 6), i32x4.shuffle(rb, rc, 2, 2, 6, 6), rim), 160);
  v128.store(out, between(i32x4.shuffle(rb, rc, 2, 2, 6, 6), i32x4.shuffle(rc, rd, 2, 2, 6, 6), rim), 176);
}

/** What lies outside the picture has the alpha of what is nearest, two places far. */
function spreadEdges(alphas: usize, alphaStride: i32, width: i32, height: i32): void {
  for (let y = 0; y < height; y++) {
    const row = alphas + <usize>(y * alphaStride);
    const left = load<f32>(row), right = load<f32>(row + <usize>(width * 4 - 4));
    store<f32>(row - 4, left);
    store<f32>(row - 8, left);
    store<f32>(row + <usize>(width * 4), right);
    store<f32>(row + <usize>(width * 4), right, 4);
  }
  const bytes = <usize>alphaStride;
  const start = alphas - 16;
  for (let k = 1; k <= 2; k++) {
    memory.copy(start - bytes * k, start, bytes);
    memory.copy(start + bytes * (height - 1 + k), start + bytes * (height - 1), bytes);
  }
}

/**
 * Second look: alpha of every pixel. `alphas` is the first pixel's place in a plane of floats with four more at the left,
 * as many or more at the right and two rows above and below; `before` the states it holds. `line`: 192 bytes.
 */
export function solveAlphas(
  frame: usize, plate: usize, stride: i32, width: i32, height: i32,
  shift: usize, colors: usize, states: usize, before: usize,
  alphas: usize, alphaStride: i32, line: usize, settings: usize,
): void {
  const columns = (width + 7) >> 3, rows = (height + 7) >> 3;
  for (let row = 0; row < rows; row++) {
    const end = min(height, row * 8 + 8);
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const state = load<u8>(states + cell);
      const x0 = column * 8;
      if (state !== MIXED) {
        if (state === load<u8>(before + cell)) continue;
        const whole = f32x4.splat(state === SOLID ? 1 : 0);
        for (let y = row * 8; y < end; y++) {
          const to = alphas + <usize>(y * alphaStride + x0 * 4);
          v128.store(to, whole);
          v128.store(to, whole, 16);
        }
        continue;
      }
      for (let y = row * 8; y < end; y++) {
        const at = <usize>(y * stride + x0 * 4);
        const to = alphas + <usize>(y * alphaStride + x0 * 4);
        readColors(plate + at, shift, colors, columns, rows, column, y, line);
        for (let half: usize = 0; half < 32; half += 16) {
          const pixels = v128.load(frame + at + half);
          v128.store(to + half, mixAlpha(
            redOf(pixels), greenOf(pixels), blueOf(pixels),
            v128.load(line + half), v128.load(line + half, 32), v128.load(line + half, 64),
            v128.load(line + half, 96), v128.load(line + half, 128), v128.load(line + half, 160),
            settings,
          ));
        }
      }
    }
  }
  spreadEdges(alphas, alphaStride, width, height);
}

@inline
function ramp(value: v128, from: v128, span: v128): v128 {
  return clamp(f32x4.div(sub(value, from), span), 1);
}

@inline
function threeAt(alphas: usize, at: usize): v128 {
  return add(v128.load(alphas + at - 8), add(v128.load(alphas + at), v128.load(alphas + at + 8)));
}

/** The subject's colour in one channel (write-cell.ts). */
@inline
function unmix(pixel: v128, behind: v128, local: v128, alpha: v128, trust: v128): v128 {
  const safe = f32x4.pmax(alpha, f32x4.splat(1e-12));
  const own = clamp(f32x4.div(sub(pixel, mul(sub(f32x4.splat(1), alpha), behind)), safe), 255);
  return add(local, mul(trust, sub(own, local)));
}

/** What the keyer leaves of a frame, straight RGBA; `kinds`: 0 clear, 1 as it was, 2 changed. `light`: the screen's, a cell. */
export function writePixels(
  frame: usize, plate: usize, out: usize, stride: i32, width: i32, height: i32,
  plateCells: usize, shift: usize, colors: usize, states: usize, before: usize, kinds: usize,
  alphas: usize, alphaStride: i32, line: usize, settings: usize,
): void {
  const columns = (width + 7) >> 3, rows = (height + 7) >> 3;
  const cbScale = number(settings, 0), crScale = number(settings, 1);
  const gain = setting(settings, 11), noise = setting(settings, 12), floor = setting(settings, 13);
  const grain = setting(settings, 14), spill = setting(settings, 15);
  const hueTolerance = setting(settings, 16), maxShare = number(settings, 17);
  const one = f32x4.splat(1), zero = f32x4.splat(0);
  const takesSpill = number(settings, 15) > 0;
  for (let row = 0; row < rows; row++) {
    const end = min(height, row * 8 + 8);
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const state = load<u8>(states + cell);
      const x0 = column * 8;
      if (state === SCREEN) {
        store<u8>(kinds + cell, 0);
        if (load<u8>(before + cell) === SCREEN) continue;
        for (let y = row * 8; y < end; y++) {
          const to = out + <usize>(y * stride + x0 * 4);
          v128.store(to, zero);
          v128.store(to, zero, 16);
        }
        continue;
      }
      const light = add(v128.load(plateCells + <usize>(cell * 16)), v128.load(shift + <usize>(cell * 16)));
      const lr = f32x4.extract_lane(light, 0), lg = f32x4.extract_lane(light, 1), lb = f32x4.extract_lane(light, 2);
      const luma: f32 = <f32>0.2126 * lr + <f32>0.7152 * lg + <f32>0.0722 * lb;
      const cb = (lb - luma) * cbScale, cr = (lr - luma) * crScale;
      const squared = f32x4.splat(cb * cb + cr * cr + <f32>1e-3);
      const alongRed = f32x4.splat(<f32>-0.2126 * cbScale * cb + <f32>0.7874 * crScale * cr);
      const alongGreen = f32x4.splat(<f32>-0.7152 * cbScale * cb - <f32>0.7152 * crScale * cr);
      const alongBlue = f32x4.splat(<f32>0.9278 * cbScale * cb - <f32>0.0722 * crScale * cr);
      const acrossRed = f32x4.splat(<f32>0.7874 * crScale * cb + <f32>0.2126 * cbScale * cr);
      const acrossGreen = f32x4.splat(<f32>-0.7152 * crScale * cb + <f32>0.7152 * cbScale * cr);
      const acrossBlue = f32x4.splat(<f32>-0.0722 * crScale * cb - <f32>0.9278 * cbScale * cr);
      const lightRed = f32x4.splat(lr), lightGreen = f32x4.splat(lg), lightBlue = f32x4.splat(lb);
      let changed = state === MIXED;
      for (let y = row * 8; y < end; y++) {
        const at = <usize>(y * stride + x0 * 4);
        if (state === MIXED) readColors(plate + at, shift, colors, columns, rows, column, y, line);
        for (let half: usize = 0; half < 32; half += 16) {
          const pixels = v128.load(frame + at + half);
          let red = redOf(pixels), green = greenOf(pixels), blue = blueOf(pixels), alpha = alphaOf(pixels);
          if (state === MIXED) {
            const here = <usize>(y * alphaStride + x0 * 4) + half;
            const rowBytes = <usize>(2 * alphaStride);
            const nine = add(threeAt(alphas, here - rowBytes), add(threeAt(alphas, here), threeAt(alphas, here + rowBytes)));
            const around = f32x4.div(nine, f32x4.splat(9));
            const raw = f32x4.pmin(one, mul(v128.load(alphas + here), gain));
            const opened = mul(raw, ramp(around, floor, noise));
            const clean = sub(one, mul(sub(one, opened), ramp(sub(one, around), floor, noise)));
            const square = mul(clean, clean);
            const trust = f32x4.div(square, f32x4.pmax(add(square, mul(grain, sub(one, clean))), f32x4.splat(1e-12)));
            red = unmix(red, v128.load(line + half), v128.load(line + half, 96), clean, trust);
            green = unmix(green, v128.load(line + half, 32), v128.load(line + half, 128), clean, trust);
            blue = unmix(blue, v128.load(line + half, 64), v128.load(line + half, 160), clean, trust);
            alpha = mul(clean, alpha);
          }
          const shown = dot(red, green, blue, alongRed, alongGreen, alongBlue);
          const aside = f32x4.abs(dot(red, green, blue, acrossRed, acrossGreen, acrossBlue));
          const excess = sub(shown, mul(hueTolerance, aside));
          if (state === SOLID && !(takesSpill && v128.any_true(f32x4.gt(excess, zero)))) {
            v128.store(out + at + half, pixels);
            continue;
          }
          changed = true;
          const share = mul(clamp(f32x4.div(excess, squared), maxShare), spill);
          v128.store(out + at + half, packed(
            sub(red, mul(share, lightRed)), sub(green, mul(share, lightGreen)), sub(blue, mul(share, lightBlue)), alpha,
          ));
        }
      }
      store<u8>(kinds + cell, changed ? 2 : 1);
    }
  }
}
