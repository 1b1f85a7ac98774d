// Sums of the bare screen's pixels. The plain twin is in src/vision/chroma-key/build-plate.ts.

/**
 * Adds the pixels of RGBA whose 4 px square is marked in `bare` (floats, rows of `squares`) to `sums`: red, green, blue and
 * how many they are, words of 16 bits.
 */
export function addBare(frame: usize, width: i32, height: i32, bare: usize, squares: i32, sums: usize): void {
  const colors = i32x4.splat(0xffffff);
  const once = i32x4.splat(0x1000000);
  const wide = width & ~3;
  for (let y = 0; y < height; y++) {
    const marks = bare + <usize>((y >> 2) * squares * 4);
    let from = frame + <usize>(y * width * 4);
    let to = sums + <usize>(y * width * 8);
    for (let x = 0; x < wide; x += 4, from += 16, to += 32) {
      if (load<f32>(marks + <usize>x) === 0) continue;
      const pixels = v128.or(v128.and(v128.load(from), colors), once);
      v128.store(to, i16x8.add(v128.load(to), i16x8.extend_low_i8x16_u(pixels)));
      v128.store(to, i16x8.add(v128.load(to, 16), i16x8.extend_high_i8x16_u(pixels)), 16);
    }
    for (let x = wide; x < width; x++, from += 4, to += 8) {
      if (load<f32>(marks + <usize>wide) === 0) continue;
      store<u16>(to, load<u16>(to) + load<u8>(from));
      store<u16>(to, load<u16>(to, 2) + load<u8>(from, 1), 2);
      store<u16>(to, load<u16>(to, 4) + load<u8>(from, 2), 4);
      store<u16>(to, load<u16>(to, 6) + 1, 6);
    }
  }
}
