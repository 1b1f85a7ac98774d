import type { RgbaImage } from '../core/image';

/** Green cloth of the made scenes. */
export const SCREEN_RGB = [38, 178, 72] as const;

/** Repeatable noise, -1 .. 1. */
export const createNoise = (seed: number) => {
  let state = seed | 0;
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 31 - 1;
  };
};

/**
 * A striped, spill-lit disc with a soft rim before unevenly lit, grainy cloth, with a patch of near-screen colour in it, and some
 * transparency at the right: every branch of the keyer has work. `centre` 0..1 across.
 */
export const noisyScene = (widthPx: number, heightPx: number, centre: number): RgbaImage => {
  const noise = createNoise(widthPx * 31 + heightPx + centre * 1000);
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const distance = Math.hypot((x - centre * widthPx) * 0.8, y - heightPx * 0.55);
    const alpha = Math.min(1, Math.max(0, (heightPx * 0.32 - distance) / (heightPx * 0.12) + noise() * 0.2));
    const light = 1 - (0.4 * x) / widthPx;
    const stripe = (x >> 2) % 3 === 0 ? 1 : 0.35;
    const subject = [210 * stripe, 150 * stripe, distance < heightPx * 0.06 ? 40 : 120 * stripe];
    for (let c = 0; c < 3; c++) {
      const own = subject[c]! + 0.1 * SCREEN_RGB[c]!;
      data[i * 4 + c] = alpha * own + (1 - alpha) * SCREEN_RGB[c]! * light + noise() * 6;
    }
    data[i * 4 + 3] = x > widthPx * 0.9 ? 128 : 255;
  }
  return { widthPx, heightPx, data };
};

/** The channel that differs most between two pictures of one size, and its pixel in both. */
export const worstDifference = (drawn: RgbaImage, expected: RgbaImage) => {
  let worst = { difference: 0, x: 0, y: 0, drawn: [0], expected: [0] };
  for (let i = 0; i < expected.data.length; i++) {
    const difference = Math.abs(drawn.data[i]! - expected.data[i]!);
    if (difference <= worst.difference) continue;
    const at = i - (i % 4);
    worst = {
      difference,
      x: (at / 4) % expected.widthPx,
      y: Math.floor(at / 4 / expected.widthPx),
      drawn: [...drawn.data.subarray(at, at + 4)],
      expected: [...expected.data.subarray(at, at + 4)],
    };
  }
  return worst;
};
