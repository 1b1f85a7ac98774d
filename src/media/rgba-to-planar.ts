interface Planes {
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** Rec. ITU-R BT.709, limited range: 16..235 luma, 16..240 chroma. */
const luma = (r: number, g: number, b: number): number => 16 + 0.18259 * r + 0.61423 * g + 0.06201 * b;
const blue = (r: number, g: number, b: number): number => 128 - 0.10064 * r - 0.33857 * g + 0.43922 * b;
const red = (r: number, g: number, b: number): number => 128 + 0.43922 * r - 0.39894 * g - 0.04028 * b;

/** Opaque sRGB pixels to 4:2:0; each chroma sample is the mean of its (up to) four pixels. */
export const rgbaToPlanar = (rgba: Uint8ClampedArray, widthPx: number, { y, u, v }: Planes): void => {
  const heightPx = y.length / widthPx;
  const chromaWidth = (widthPx + 1) >> 1;
  for (let i = 0, p = 0; i < y.length; i++, p += 4)
    y[i] = Math.round(luma(rgba[p]!, rgba[p + 1]!, rgba[p + 2]!));
  for (let i = 0; i < u.length; i++) {
    const left = (i % chromaWidth) * 2;
    const top = Math.floor(i / chromaWidth) * 2;
    const right = Math.min(widthPx - 1, left + 1);
    const bottom = Math.min(heightPx - 1, top + 1);
    const four = [
      top * widthPx + left,
      top * widthPx + right,
      bottom * widthPx + left,
      bottom * widthPx + right,
    ];
    const mean = (c: number) => four.reduce((sum, at) => sum + rgba[at * 4 + c]!, 0) / 4;
    const [r, g, b] = [mean(0), mean(1), mean(2)];
    u[i] = Math.round(blue(r, g, b));
    v[i] = Math.round(red(r, g, b));
  }
};
