import type { RgbaImage } from '../../src/core/image';

export interface MatteScore {
  /** Mean absolute alpha error x 1000. */
  readonly mad: number;
  /** Mean squared alpha error x 1000. */
  readonly mse: number;
  /** Root mean square of the error of alpha's change between frames x 100 (Erofeev et al., BMVC 2015). */
  readonly dtSsd: number;
  /** Mean absolute straight-colour error in the edge band (true alpha 0.1 to 0.98), code values. */
  readonly colour: number;
  /** PSNR of the composite over mid grey, dB. */
  readonly compositeDb: number;
}

const EDGE_FROM = 0.1 * 255;
const EDGE_TO = 0.98 * 255;
const GREY = 128;

/** Frames go in one by one, result and truth as straight RGBA of one size; `finish` gives the means. */
export const createMatteScorer = () => {
  const sums = {
    absolute: 0,
    squared: 0,
    pixels: 0,
    temporal: 0,
    pairs: 0,
    colour: 0,
    edge: 0,
    composite: 0,
  };
  let before: { readonly result: Uint8ClampedArray; readonly truth: Uint8ClampedArray } | null = null;

  const addPixel = (a: Uint8ClampedArray, b: Uint8ClampedArray, i: number): void => {
    const alpha = a[i + 3]! / 255;
    const truth = b[i + 3]! / 255;
    sums.absolute += Math.abs(alpha - truth);
    sums.squared += (alpha - truth) ** 2;
    const isEdge = b[i + 3]! > EDGE_FROM && b[i + 3]! < EDGE_TO;
    for (let c = 0; c < 3; c++) {
      const over = alpha * (a[i + c]! - GREY) - truth * (b[i + c]! - GREY);
      sums.composite += over * over;
      if (isEdge) sums.colour += Math.abs(a[i + c]! - b[i + c]!);
    }
    if (isEdge) sums.edge += 3;
  };

  const addChange = (a: Uint8ClampedArray, b: Uint8ClampedArray): void => {
    if (!before) return;
    let change = 0;
    for (let i = 3; i < a.length; i += 4) {
      change += ((a[i]! - before.result[i]! - (b[i]! - before.truth[i]!)) / 255) ** 2;
    }
    sums.temporal += Math.sqrt(change / (a.length / 4));
    sums.pairs++;
  };

  const add = (result: RgbaImage, truth: RgbaImage): void => {
    for (let i = 0; i < truth.data.length; i += 4) addPixel(result.data, truth.data, i);
    addChange(result.data, truth.data);
    sums.pixels += truth.data.length / 4;
    before = { result: result.data.slice(), truth: truth.data };
  };

  const finish = (): MatteScore => ({
    mad: (sums.absolute / sums.pixels) * 1e3,
    mse: (sums.squared / sums.pixels) * 1e3,
    dtSsd: (sums.temporal / Math.max(1, sums.pairs)) * 100,
    colour: sums.colour / Math.max(1, sums.edge),
    compositeDb: 10 * Math.log10((255 * 255 * 3 * sums.pixels) / Math.max(1e-9, sums.composite)),
  });

  return { add, finish };
};
