import { describe, expect, it } from 'vitest';
import { fillWindow, type WindowFrame } from './fill-window';
import type { PlanarCrop } from './planar-crop';
import { smoothFill } from './smooth-fill';
import { findStrokeMask } from './stroke-mask';

const WIDTH = 160;
const HEIGHT = 64;

/** A smooth texture that slides by `shift` pixels. */
const luma = (x: number, y: number): number =>
  120 + 45 * Math.sin(x / 7) * Math.cos(y / 6) + 25 * Math.sin((x + 2 * y) / 11);

const picture = (shift: number): PlanarCrop => {
  const y = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    luma((i % WIDTH) + shift, Math.floor(i / WIDTH)),
  );
  const chroma = () => new Uint8Array((WIDTH * HEIGHT) / 4).fill(128);
  return { widthPx: WIDTH, heightPx: HEIGHT, y, u: chroma(), v: chroma(), chromaStep: 2 };
};

/** Letter-like bars in the middle. */
const isText = (x: number, y: number): boolean =>
  x >= 40 && x < 120 && y >= 24 && y < 40 && (x % 10 < 3 || y % 14 < 3);

const textMask = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (isText(i % WIDTH, Math.floor(i / WIDTH)) ? 1 : 0));

const withText = (crop: PlanarCrop): PlanarCrop => {
  const mask = textMask();
  return { ...crop, y: crop.y.map((value, i) => (mask[i] ? 235 : value)) };
};

const meanError = (a: PlanarCrop, b: PlanarCrop, mask: Uint8Array): number => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue;
    sum += Math.abs(a.y[i]! - b.y[i]!);
    count++;
  }
  return sum / count;
};

const inpaint = async (crop: PlanarCrop, hole: Uint8Array) => smoothFill(crop, hole);

const clip = (stepPx: number): { clean: PlanarCrop[]; frames: WindowFrame[] } => {
  const clean = Array.from({ length: 14 }, (_, k) => picture(k * stepPx));
  const hidden = textMask();
  const frames = clean.map((crop, k): WindowFrame =>
    k >= 4 && k < 10 ? { crop: withText(crop), hidden } : { crop, hidden: null },
  );
  return { clean, frames };
};

describe('filling what text hides', () => {
  it('brings back a still background exactly', async () => {
    const { clean, frames } = clip(0);
    const filled = await fillWindow(frames, { inpaint });
    for (const k of [4, 7, 9]) expect(meanError(filled[k]!, clean[k]!, textMask())).toBeLessThan(0.6);
  });

  it('follows a background that moves', async () => {
    const { clean, frames } = clip(1.5);
    const filled = await fillWindow(frames, { inpaint });
    for (const k of [4, 7, 9]) expect(meanError(filled[k]!, clean[k]!, textMask())).toBeLessThan(4);
  });

  it('follows a fast pan, of which neighbouring frames share little more than the rim of the text', async () => {
    const { clean, frames } = clip(9);
    const filled = await fillWindow(frames, { inpaint });
    for (const k of [4, 7, 9]) expect(meanError(filled[k]!, clean[k]!, textMask())).toBeLessThan(4);
  });

  it('leaves all that is not hidden as it is, and the given frames too', async () => {
    const { frames } = clip(1.5);
    const given = frames[6]!.crop.y.slice();
    const filled = await fillWindow(frames, { inpaint });
    const seen = textMask().map((value, i) => (value || !isFar(i) ? 0 : 1));
    expect(meanError(filled[6]!, frames[6]!.crop, seen)).toBe(0);
    expect(frames[6]!.crop.y).toEqual(given);
  });

  it('paints what no frame shows once and keeps it', async () => {
    const hidden = textMask();
    const frames = Array.from({ length: 5 }, () => ({ crop: withText(picture(0)), hidden }));
    let calls = 0;
    const filled = await fillWindow(frames, {
      inpaint: async (crop, hole) => {
        calls++;
        return smoothFill(crop, hole);
      },
    });
    expect(calls).toBe(1);
    expect(meanError(filled[0]!, filled[4]!, hidden)).toBeLessThan(1.5);
    expect(meanError(filled[0]!, picture(0), hidden)).toBeLessThan(15);
  });
});

/** Not in a 2x2 block with a hidden pixel. */
const isFar = (i: number): boolean => {
  const x = (i % WIDTH) & ~1;
  const y = Math.floor(i / WIDTH) & ~1;
  return ![0, 1].some((v) => [0, 1].some((u) => isText(x + u, y + v)));
};

describe('stroke masks', () => {
  const line = { xPx: 40, yPx: 24, widthPx: 80, heightPx: 16 };
  const covered = (mask: Uint8Array): number => {
    const truth = textMask();
    return (
      truth.reduce((sum, value, i) => sum + (value && mask[i] ? 1 : 0), 0) / truth.reduce((a, b) => a + b, 0)
    );
  };

  it('cover all strokes of text that comes and goes over a moving picture, and not all of its box', () => {
    const shown = [2, 3, 5, 8].map((k) => withText(picture(3 * k)));
    const mask = findStrokeMask({ shown, before: picture(3), after: picture(27), lines: [line] });
    expect(covered(mask)).toBeGreaterThan(0.99);
    expect(mask.reduce((a, b) => a + b, 0)).toBeLessThan(130 * 40);
  });

  it('find strokes in a single picture', () => {
    const mask = findStrokeMask({ shown: [withText(picture(0))], before: null, after: null, lines: [line] });
    expect(covered(mask)).toBeGreaterThan(0.97);
  });

  it('keeps what the frame itself says where that is beyond doubt', async () => {
    const { clean, frames } = clip(3);
    const sure = new Float32Array(WIDTH * HEIGHT).fill(0.1);
    const told = frames.map((frame, k) =>
      frame.hidden ? { ...frame, crop: clean[k]!, doubt: sure } : frame,
    );
    const filled = await fillWindow(told, {
      inpaint: () => Promise.reject(new Error('nothing is left to paint')),
    });
    for (const k of [4, 7, 9]) expect(meanError(filled[k]!, clean[k]!, textMask())).toBeLessThan(1);
  });
});
