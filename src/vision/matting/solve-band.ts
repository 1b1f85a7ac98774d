import type { Plane, RgbaImage } from '../../core/image';

/** Colour variance (0..1 squared) that counts as none: Levin's value. */
const EPSILON = 1e-5;
/** Pixels of a 3 x 3 window. */
const COUNT = 9;

/** 3 x 3 windows, each with its mean colour and the inverse of its colours' covariance (upper triangle). */
interface Windows {
  readonly centres: Int32Array;
  readonly means: Float32Array;
  readonly inverses: Float32Array;
}

interface Band {
  readonly widthPx: number;
  /** Indices of the pixels that are solved for. */
  readonly pixels: Int32Array;
  /** Colours 0..1, three a pixel. */
  readonly colours: Float32Array;
  readonly offsets: readonly number[];
}

const inverseOf = (
  [rr, rg, rb, gg, gb, bb]: readonly [number, number, number, number, number, number],
  out: Float32Array,
  at: number,
): void => {
  const irr = gg * bb - gb * gb;
  const irg = rb * gb - rg * bb;
  const irb = rg * gb - rb * gg;
  const scale = 1 / (rr * irr + rg * irg + rb * irb);
  out[at] = irr * scale;
  out[at + 1] = irg * scale;
  out[at + 2] = irb * scale;
  out[at + 3] = (rr * bb - rb * rb) * scale;
  out[at + 4] = (rg * rb - rr * gb) * scale;
  out[at + 5] = (rr * gg - rg * rg) * scale;
};

const measureWindow = ({ colours, offsets }: Band, windows: Windows, k: number): void => {
  let [r, g, b, rr, rg, rb, gg, gb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const offset of offsets) {
    const at = (windows.centres[k]! + offset) * 3;
    const [red, green, blue] = [colours[at]!, colours[at + 1]!, colours[at + 2]!];
    r += red;
    g += green;
    b += blue;
    rr += red * red;
    rg += red * green;
    rb += red * blue;
    gg += green * green;
    gb += green * blue;
    bb += blue * blue;
  }
  const [mr, mg, mb] = [r / COUNT, g / COUNT, b / COUNT];
  windows.means.set([mr, mg, mb], k * 3);
  const floor = EPSILON / COUNT;
  inverseOf(
    [
      rr / COUNT - mr * mr + floor,
      rg / COUNT - mr * mg,
      rb / COUNT - mr * mb,
      gg / COUNT - mg * mg + floor,
      gb / COUNT - mg * mb,
      bb / COUNT - mb * mb + floor,
    ],
    windows.inverses,
    k * 6,
  );
};

/** Every window inside the picture that holds a pixel of the band. */
const measureWindows = (band: Band, heightPx: number): Windows => {
  const { widthPx, pixels, offsets } = band;
  const isCentre = new Uint8Array(widthPx * heightPx);
  for (const pixel of pixels) for (const offset of offsets) isCentre[pixel + offset] = 1;
  const centres: number[] = [];
  for (let y = 1; y < heightPx - 1; y++) {
    for (let i = y * widthPx + 1; i < (y + 1) * widthPx - 1; i++) if (isCentre[i] === 1) centres.push(i);
  }
  const windows = {
    centres: Int32Array.from(centres),
    means: new Float32Array(centres.length * 3),
    inverses: new Float32Array(centres.length * 6),
  };
  for (let k = 0; k < centres.length; k++) measureWindow(band, windows, k);
  return windows;
};

/** `out` = the matting Laplacian times `values`: what a linear function of colour leaves of them in each window. */
const multiply = (band: Band, windows: Windows, values: Float32Array, out: Float32Array): void => {
  const { colours, offsets } = band;
  const { centres, means, inverses } = windows;
  out.fill(0);
  for (let k = 0; k < centres.length; k++) {
    const centre = centres[k]!;
    let [sum, r, g, b] = [0, 0, 0, 0];
    for (let j = 0; j < COUNT; j++) {
      const i = centre + offsets[j]!;
      const value = values[i]!;
      sum += value;
      r += value * colours[i * 3]!;
      g += value * colours[i * 3 + 1]!;
      b += value * colours[i * 3 + 2]!;
    }
    const [mr, mg, mb] = [means[k * 3]!, means[k * 3 + 1]!, means[k * 3 + 2]!];
    const cr = (r - mr * sum) / COUNT;
    const cg = (g - mg * sum) / COUNT;
    const cb = (b - mb * sum) / COUNT;
    const p = k * 6;
    const ar = inverses[p]! * cr + inverses[p + 1]! * cg + inverses[p + 2]! * cb;
    const ag = inverses[p + 1]! * cr + inverses[p + 3]! * cg + inverses[p + 4]! * cb;
    const ab = inverses[p + 2]! * cr + inverses[p + 4]! * cg + inverses[p + 5]! * cb;
    const offset = sum / COUNT - ar * mr - ag * mg - ab * mb;
    for (let j = 0; j < COUNT; j++) {
      const i = centre + offsets[j]!;
      const fitted = ar * colours[i * 3]! + ag * colours[i * 3 + 1]! + ab * colours[i * 3 + 2]! + offset;
      out[i]! += values[i]! - fitted;
    }
  }
};

/** The Laplacian's diagonal: the preconditioner. */
const diagonalOf = ({ colours, offsets }: Band, { centres, means, inverses }: Windows, length: number) => {
  const diagonal = new Float32Array(length);
  for (let k = 0; k < centres.length; k++) {
    const p = k * 6;
    for (const offset of offsets) {
      const i = centres[k]! + offset;
      const r = colours[i * 3]! - means[k * 3]!;
      const g = colours[i * 3 + 1]! - means[k * 3 + 1]!;
      const b = colours[i * 3 + 2]! - means[k * 3 + 2]!;
      const spread =
        r * (inverses[p]! * r + 2 * inverses[p + 1]! * g + 2 * inverses[p + 2]! * b) +
        g * (inverses[p + 3]! * g + 2 * inverses[p + 4]! * b) +
        b * inverses[p + 5]! * b;
      diagonal[i]! += 1 - (1 + spread) / COUNT;
    }
  }
  return diagonal;
};

/** Conjugate gradients from `start` on; changes it in place. The pixels outside the band stay as they are. */
const descend = (
  band: Band,
  windows: Windows,
  {
    weights,
    start,
    steps,
  }: { readonly weights: Float32Array; readonly start: Float32Array; readonly steps: number },
): void => {
  const { pixels } = band;
  const diagonal = diagonalOf(band, windows, start.length);
  const product = new Float32Array(start.length);
  const direction = new Float32Array(start.length);
  multiply(band, windows, start, product);
  const residual = Float32Array.from(pixels, (i) => -product[i]!);
  const scaled = (n: number): number => {
    const i = pixels[n]!;
    return residual[n]! / (diagonal[i]! + weights[i]! + 1e-6);
  };
  let power = 0;
  for (let n = 0; n < pixels.length; n++) {
    direction[pixels[n]!] = scaled(n);
    power += residual[n]! * scaled(n);
  }
  for (let step = 0; step < steps && power > 1e-9; step++) {
    multiply(band, windows, direction, product);
    let along = 0;
    for (const i of pixels) along += direction[i]! * (product[i]! + weights[i]! * direction[i]!);
    const length = power / Math.max(1e-12, along);
    let next = 0;
    for (let n = 0; n < pixels.length; n++) {
      const i = pixels[n]!;
      start[i]! += length * direction[i]!;
      residual[n]! -= length * (product[i]! + weights[i]! * direction[i]!);
      next += residual[n]! * scaled(n);
    }
    for (let n = 0; n < pixels.length; n++) {
      const i = pixels[n]!;
      direction[i] = scaled(n) + (next / power) * direction[i]!;
    }
    power = next;
  }
};

export interface BandProblem {
  /** Alpha 0..1 to start from and to stay near; pixels outside the band keep it. */
  readonly prior: Plane;
  /** 1 where alpha is to be solved for, row-major; the picture's outermost pixels count as outside. */
  readonly isOpen: Uint8Array;
  /** How firmly each pixel holds on to the prior; 1 is as firm as its neighbours' pull. */
  readonly weights: Float32Array;
  readonly steps: number;
}

/**
 * Closed-form matting (Levin, Lischinski and Weiss, PAMI 2008) in a band: alpha becomes a linear function of colour in
 * every 3 x 3 window, so that it is as sharp as the picture is. Deviation: a soft prior instead of scribbles.
 */
export const solveBand = (image: RgbaImage, { prior, isOpen, weights, steps }: BandProblem): Plane => {
  const { widthPx, heightPx, data } = image;
  const open: number[] = [];
  for (let y = 1; y < heightPx - 1; y++) {
    for (let i = y * widthPx + 1; i < (y + 1) * widthPx - 1; i++) if (isOpen[i] === 1) open.push(i);
  }
  const alpha = prior.data.slice();
  if (open.length === 0) return { widthPx, heightPx, data: alpha };
  const colours = new Float32Array(widthPx * heightPx * 3);
  for (let i = 0, p = 0; p < data.length; p += 4) {
    colours[i++] = data[p]! / 255;
    colours[i++] = data[p + 1]! / 255;
    colours[i++] = data[p + 2]! / 255;
  }
  const offsets = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => dy * widthPx + dx));
  const band = { widthPx, pixels: Int32Array.from(open), colours, offsets };
  descend(band, measureWindows(band, heightPx), { weights, start: alpha, steps });
  for (const i of band.pixels) alpha[i] = Math.min(1, Math.max(0, alpha[i]!));
  return { widthPx, heightPx, data: alpha };
};
