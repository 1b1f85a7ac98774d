import type { Plane, RgbaImage } from '../core/image';

/** Rec. 709 luma of sRGB code values, 0..255. */
export const lumaOf = (red: number, green: number, blue: number): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Luma of every pixel, 0..255. */
export const lumaPlane = (image: RgbaImage): Plane => {
  const { data, widthPx, heightPx } = image;
  const luma = new Float32Array(widthPx * heightPx);
  for (let i = 0, p = 0; i < luma.length; i++, p += 4) luma[i] = lumaOf(data[p]!, data[p + 1]!, data[p + 2]!);
  return { widthPx, heightPx, data: luma };
};

export type Hsv = readonly [hueDegrees: number, saturation: number, value: number];

/** sRGB 0..255 to hue 0..360, saturation and value 0..1. Grey has hue 0. */
export const rgbToHsv = (red: number, green: number, blue: number): Hsv => {
  const high = Math.max(red, green, blue);
  const chroma = high - Math.min(red, green, blue);
  if (chroma === 0) return [0, 0, high / 255];
  const sextant =
    high === red
      ? ((green - blue) / chroma + 6) % 6
      : high === green
        ? (blue - red) / chroma + 2
        : (red - green) / chroma + 4;
  return [sextant * 60, chroma / high, high / 255];
};

/** sRGB decoding of 8-bit code values (IEC 61966-2-1), to 0..1. */
const LINEAR = Float32Array.from({ length: 256 }, (_, code) => {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

export const linearOf = (code: number): number => LINEAR[code]!;

/** Inverse of `linearOf`: linear 0..1 to an sRGB code value 0..255 (not rounded). */
export const codeOf = (linear: number): number =>
  255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);

export type Lab = readonly [lightness: number, a: number, b: number];

// CIE 1976: the cube root has a linear toe below (6/29)^3.
const labCurve = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);

/** sRGB 0..255 (whole numbers) to CIE L*a*b*, D65: L 0..100, a and b about -128..127. */
export const rgbToLab = (red: number, green: number, blue: number): Lab => {
  const r = LINEAR[red]!;
  const g = LINEAR[green]!;
  const b = LINEAR[blue]!;
  const x = labCurve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = labCurve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = labCurve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** L*, a*, b* planes of the picture. */
export const labPlanes = (image: RgbaImage): readonly [lightness: Plane, a: Plane, b: Plane] => {
  const { data, widthPx, heightPx } = image;
  const lightness = new Float32Array(widthPx * heightPx);
  const a = new Float32Array(widthPx * heightPx);
  const b = new Float32Array(widthPx * heightPx);
  for (let i = 0, p = 0; p < data.length; i++, p += 4) {
    const lab = rgbToLab(data[p]!, data[p + 1]!, data[p + 2]!);
    lightness[i] = lab[0];
    a[i] = lab[1];
    b[i] = lab[2];
  }
  const plane = (values: Float32Array<ArrayBuffer>): Plane => ({ widthPx, heightPx, data: values });
  return [plane(lightness), plane(a), plane(b)];
};
