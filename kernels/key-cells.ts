// The keyer's coarse analysis: one 8 px cell after the other. The plain twin is src/vision/chroma-key/cell-fields.ts, its
// numbers come in `settings`. Colours of cells are four floats: red, green, blue, and a weight where one is needed.

import { lowest } from './parts/lowest';
import { pullPush } from './parts/pull-push';

/** Sums of the pixels of one row of cells, `height` rows of it, `width` px; then their means. */
function averageRow(frame: usize, stride: i32, width: i32, height: i32, means: usize, columns: i32): void {
  const bytes = i16x8.splat(0xff);
  const wide = width >> 3;
  for (let column = 0; column < wide; column++) {
    let redBlue = i16x8.splat(0);
    let green = i16x8.splat(0);
    const at = frame + <usize>(column * 32);
    for (let y = 0; y < height; y++) {
      const row = at + <usize>(y * stride);
      const first = v128.load(row);
      const second = v128.load(row, 16);
      redBlue = i16x8.add(redBlue, i16x8.add(v128.and(first, bytes), v128.and(second, bytes)));
      green = i16x8.add(green, i16x8.add(i16x8.shr_u(first, 8), i16x8.shr_u(second, 8)));
    }
    // Even words are red (and green), odd ones blue (and alpha).
    const rg = i32x4.add(i32x4.extend_low_i16x8_u(redBlue), i32x4.extend_high_i16x8_u(redBlue));
    const ga = i32x4.add(i32x4.extend_low_i16x8_u(green), i32x4.extend_high_i16x8_u(green));
    const red = i32x4.extract_lane(rg, 0) + i32x4.extract_lane(rg, 2);
    const blue = i32x4.extract_lane(rg, 1) + i32x4.extract_lane(rg, 3);
    const greens = i32x4.extract_lane(ga, 0) + i32x4.extract_lane(ga, 2);
    const count: f32 = <f32>height * 8;
    const to = means + <usize>(column * 16);
    store<f32>(to, <f32>red / count);
    store<f32>(to, <f32>greens / count, 4);
    store<f32>(to, <f32>blue / count, 8);
    store<f32>(to, 0, 12);
  }
  if (wide === columns) return;
  let red = 0, green = 0, blue = 0;
  for (let y = 0; y < height; y++) {
    for (let x = wide * 8; x < width; x++) {
      const word = load<u32>(frame + <usize>(y * stride + x * 4));
      red += word & 255;
      green += (word >> 8) & 255;
      blue += (word >> 16) & 255;
    }
  }
  const count: f32 = <f32>(width - wide * 8) * <f32>height;
  const to = means + <usize>(wide * 16);
  store<f32>(to, <f32>red / count);
  store<f32>(to, <f32>green / count, 4);
  store<f32>(to, <f32>blue / count, 8);
  store<f32>(to, 0, 12);
}

/** Mean colour of each cell of a picture; `stride` in bytes. */
export function averageCells(frame: usize, stride: i32, width: i32, height: i32, means: usize): void {
  const columns = (width + 7) >> 3;
  for (let y = 0, row = 0; y < height; y += 8, row++) {
    averageRow(frame + <usize>(y * stride), stride, width, min(8, height - y), means + <usize>(row * columns * 16), columns);
  }
}

@inline
function lumaAt(color: usize): f32 {
  return <f32>0.2126 * load<f32>(color) + <f32>0.7152 * load<f32>(color, 4) + <f32>0.0722 * load<f32>(color, 8);
}

/** settings: see `KeyCellSettings` of src/kernels/key-cells.ts. */
@inline
function setting(settings: usize, index: i32): f32 {
  return load<f32>(settings + <usize>(index * 4));
}

/** 1 where the cell has the plate's ratio of chroma to luma and a plausible shade, else 0. */
function findBare(means: usize, plate: usize, out: usize, cells: i32, settings: usize): void {
  const cbScale = setting(settings, 0), crScale = setting(settings, 1);
  const minShade = setting(settings, 3), maxShade = setting(settings, 4);
  const tolerance = setting(settings, 5), noise = setting(settings, 6);
  for (let i = 0; i < cells; i++) {
    const c = means + <usize>(i * 16);
    const p = plate + <usize>(i * 16);
    const luma = max<f32>(8, lumaAt(c));
    const plateLuma = max<f32>(8, lumaAt(p));
    const shade = luma / plateLuma;
    let bare: f32 = 0;
    if (shade >= minShade && shade <= maxShade) {
      const cb = ((load<f32>(p, 8) - plateLuma) * cbScale) / plateLuma;
      const cr = ((load<f32>(p) - plateLuma) * crScale) / plateLuma;
      const u = ((load<f32>(c, 8) - luma) * cbScale) / luma - cb;
      const v = ((load<f32>(c) - luma) * crScale) / luma - cr;
      const off = sqrt<f32>(u * u + v * v) / (sqrt<f32>(cb * cb + cr * cr) + <f32>1e-3);
      if (off + noise / luma < tolerance) bare = 1;
    }
    store<f32>(out + <usize>(i * 4), bare);
  }
}

@inline
function clampColor(color: v128): v128 {
  return f32x4.pmax(f32x4.splat(0), f32x4.pmin(f32x4.splat(255), color));
}

/** How much of the screen's chroma each cell lacks, and the subject's colour with how far it is to be trusted. */
function unmixCells(
  means: usize, plate: usize, shift: usize, alphas: usize, foreground: usize, cells: i32, settings: usize,
): void {
  const cbScale = setting(settings, 0), crScale = setting(settings, 1), offHue = setting(settings, 2);
  const minAlpha = setting(settings, 9);
  for (let i = 0; i < cells; i++) {
    const c = means + <usize>(i * 16);
    const color = v128.load(c);
    const screen = f32x4.add(v128.load(plate + <usize>(i * 16)), v128.load(shift + <usize>(i * 16)));
    const red = f32x4.extract_lane(screen, 0), blue = f32x4.extract_lane(screen, 2);
    const screenLuma = <f32>0.2126 * red + <f32>0.7152 * f32x4.extract_lane(screen, 1) + <f32>0.0722 * blue;
    const luma = lumaAt(c);
    const cb = (load<f32>(c, 8) - luma) * cbScale, cr = (load<f32>(c) - luma) * crScale;
    const screenCb = (blue - screenLuma) * cbScale, screenCr = (red - screenLuma) * crScale;
    const length = sqrt<f32>(screenCb * screenCb + screenCr * screenCr) + <f32>1e-3;
    const along = (cb * screenCb + cr * screenCr) / length;
    const across = abs<f32>(cr * screenCb - cb * screenCr) / length;
    const alpha = max<f32>(0, min<f32>(1, 1 - (along - offHue * across) / length));
    store<f32>(alphas + <usize>(i * 4), alpha);
    let own = f32x4.splat(0);
    if (alpha >= minAlpha) {
      const bare = f32x4.mul(screen, f32x4.splat(1 - alpha));
      own = clampColor(f32x4.div(f32x4.sub(color, bare), f32x4.splat(alpha)));
      own = f32x4.replace_lane(own, 3, alpha * alpha);
    }
    v128.store(foreground + <usize>(i * 16), own);
  }
}

/**
 * Patches of near-screen colour wholly inside the subject, with no true screen in them or beside them, belong to it.
 * `seen`: the states with `visited` where a mixed cell has been.
 */
function protectEnclosed(states: usize, alphas: usize, seen: usize, queue: usize, columns: i32, rows: i32, enclosed: f32): void {
  const cells = columns * rows;
  const visited: u8 = 3;
  memory.copy(seen, states, <usize>cells);
  for (let start = 0; start < cells; start++) {
    if (load<u8>(seen + start) !== 2) continue;
    let count = 1;
    let isEnclosed = true;
    store<u8>(seen + start, visited);
    store<i32>(queue, start);
    for (let next = 0; next < count; next++) {
      const cell = load<i32>(queue + <usize>(next * 4));
      const y = cell / columns;
      const x = cell - y * columns;
      if (x === 0 || y === 0 || x === columns - 1 || y === rows - 1) isEnclosed = false;
      if (load<f32>(alphas + <usize>(cell * 4)) <= enclosed) isEnclosed = false;
      for (let v = max(0, y - 1); v <= min(rows - 1, y + 1); v++) {
        for (let u = max(0, x - 1); u <= min(columns - 1, x + 1); u++) {
          const neighbour = v * columns + u;
          const state = load<u8>(seen + neighbour);
          if (state === 0) isEnclosed = false;
          if (state !== 2) continue;
          store<u8>(seen + neighbour, visited);
          store<i32>(queue + <usize>(count * 4), neighbour);
          count++;
        }
      }
    }
    if (!isEnclosed) continue;
    for (let i = 0; i < count; i++) store<u8>(states + load<i32>(queue + <usize>(i * 4)), 1);
  }
}

/**
 * From the cells' means of a frame and of its plate: the shift of the screen, the subject's own colour and the state of
 * each cell (0 screen, 1 solid, 2 mixed). `scratch`: 64 bytes a cell and 4096 more.
 */
export function analyseCells(
  means: usize, plate: usize, shift: usize, foreground: usize, states: usize, scratch: usize,
  columns: i32, rows: i32, settings: usize,
): void {
  const cells = columns * rows;
  const plane = <usize>(cells * 4 + 16);
  const alphas = scratch;
  const first = alphas + plane;
  const second = first + plane;
  const third = second + plane;
  const levels = third + plane;
  findBare(means, plate, first, cells, settings);
  lowest(first, second, third, columns, rows);
  for (let i = 0; i < cells; i++) {
    const at = <usize>(i * 16);
    const over = f32x4.sub(v128.load(means + at), v128.load(plate + at));
    v128.store(shift + at, f32x4.replace_lane(over, 3, load<f32>(third + <usize>(i * 4))));
  }
  pullPush(shift, columns, rows, levels);
  unmixCells(means, plate, shift, alphas, foreground, cells, settings);
  pullPush(foreground, columns, rows, levels);
  const screenBelow = setting(settings, 7), solidAbove = setting(settings, 8);
  lowest(alphas, first, second, columns, rows);
  for (let i = 0; i < cells; i++) store<f32>(levels + <usize>(i * 4), -load<f32>(alphas + <usize>(i * 4)));
  lowest(levels, first, third, columns, rows);
  for (let i = 0; i < cells; i++) {
    const highest = -load<f32>(third + <usize>(i * 4));
    const low = load<f32>(second + <usize>(i * 4));
    store<u8>(states + i, highest < screenBelow ? 0 : low > solidAbove ? 1 : 2);
  }
  protectEnclosed(states, alphas, first, levels, columns, rows, setting(settings, 10));
}
