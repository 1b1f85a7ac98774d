import { expect, test } from 'vitest';
import { planInpaintCrops } from './plan-inpaint-crops';
import { stretchMap } from './subject-matte';

const maskOf = (widthPx: number, heightPx: number, holes: readonly (readonly number[])[]) => {
  const data = new Float32Array(widthPx * heightPx);
  for (const [x, y, width, height] of holes) {
    for (let row = y!; row < y! + height!; row++)
      data.fill(1, row * widthPx + x!, row * widthPx + x! + width!);
  }
  return { widthPx, heightPx, data };
};

test('a hole is seen with its surroundings, inside the picture', () => {
  expect(planInpaintCrops(maskOf(1000, 600, [[500, 300, 20, 10]]))).toEqual([
    { xPx: 436, yPx: 236, widthPx: 148, heightPx: 138 },
  ]);
  expect(planInpaintCrops(maskOf(1000, 600, [[0, 590, 200, 10]]))).toEqual([
    { xPx: 0, yPx: 440, widthPx: 350, heightPx: 160 },
  ]);
});

test('holes whose surroundings overlap are filled together, distant ones apart', () => {
  const crops = planInpaintCrops(
    maskOf(1000, 600, [
      [100, 100, 10, 10],
      [180, 100, 10, 10],
      [800, 400, 10, 10],
    ]),
  );
  expect(crops).toEqual([
    { xPx: 36, yPx: 36, widthPx: 218, heightPx: 138 },
    { xPx: 736, yPx: 336, widthPx: 138, heightPx: 138 },
  ]);
});

test('every masked pixel of a slanting hole lies in exactly one crop', () => {
  const steps = Array.from({ length: 200 }, (_, step) => [50 + step * 3, 30 + step * 2, 4, 3] as const);
  const mask = maskOf(700, 480, steps);
  const crops = planInpaintCrops(mask);
  for (const [x, y] of steps) {
    const holding = crops.filter(
      (crop) => x >= crop.xPx && x < crop.xPx + crop.widthPx && y >= crop.yPx && y < crop.yPx + crop.heightPx,
    );
    expect(holding).toHaveLength(1);
  }
});

test('an empty mask needs no crop', () => {
  expect(planInpaintCrops(maskOf(64, 64, []))).toEqual([]);
});

test('a saliency map is stretched to its full range, unless nothing stands out', () => {
  expect(stretchMap(Float32Array.of(0.25, 0.75, 0.5))).toEqual(Float32Array.of(0, 1, 0.5));
  expect(stretchMap(Float32Array.of(0.1, 0.2))).toEqual(Float32Array.of(0, 0));
});
