import { expect, test } from 'vitest';
import { onePersonOnce, planCrops, planPhotoCrops } from './plan-crops';

const size = { widthPx: 1920, heightPx: 1080 };
const person = (xPx: number, yPx = 500, widthPx = 60, heightPx = 160) => ({ xPx, yPx, widthPx, heightPx });

test('a person who fills the picture is looked at in the whole picture', () => {
  expect(planCrops([person(300, 40, 1300, 1040)], size)).toEqual([{ xPx: 0, yPx: 0, ...size }]);
});

test('small people far apart get a crop each, with room around them', () => {
  const crops = planCrops([person(200), person(1500)], size);
  expect(crops).toHaveLength(2);
  expect(crops[0]!.yPx).toBeLessThan(500);
  expect(crops[0]!.yPx + crops[0]!.heightPx).toBeGreaterThan(660);
});

test('people side by side share a crop', () => {
  expect(planCrops([person(200), person(250), person(290)], size)).toHaveLength(1);
});

test('twenty people are looked at in at most four groups that hold everyone', () => {
  const crowd = Array.from({ length: 20 }, (_, i) => person(20 + i * 93, 200 + (i % 4) * 150, 40, 90));
  const crops = planCrops(crowd, size);
  expect(crops.length).toBeLessThanOrEqual(4);
  for (const one of crowd) {
    const holder = crops.find(
      (crop) =>
        crop.xPx <= one.xPx &&
        crop.yPx <= one.yPx &&
        crop.xPx + crop.widthPx >= one.xPx + one.widthPx &&
        crop.yPx + crop.heightPx >= one.yPx + one.heightPx,
    );
    expect(holder).toBeDefined();
  }
});

test('crops stay inside the picture and are never ribbons', () => {
  const [crop] = planCrops([person(1880, 100, 40, 900)], size);
  expect(crop!.xPx + crop!.widthPx).toBeLessThanOrEqual(1920);
  expect(crop!.heightPx / crop!.widthPx).toBeLessThan(1.9);
});

test('nobody gives no crop', () => {
  expect(planCrops([], size)).toEqual([]);
});

test('in a photo a crowd of small people is looked at in parts, which hold everyone', () => {
  const crowd = Array.from({ length: 20 }, (_, i) =>
    person(20 + (i % 10) * 185, i < 10 ? 200 : 640, 160, 240),
  );
  const crops = planPhotoCrops(crowd, size);
  expect(crops).toHaveLength(4);
  for (const crop of crops) expect(crop.heightPx).toBeLessThan(700);
  for (const { xPx, yPx } of crowd) {
    expect(crops.some((crop) => xPx >= crop.xPx && yPx >= crop.yPx)).toBe(true);
  }
});

test('in a photo of one person the parts are not worth their time', () => {
  expect(planPhotoCrops([person(700, 200, 300, 800)], size)).toHaveLength(1);
});

test('a person who was found twice counts once, and one behind another counts too', () => {
  const [one, again, behind] = [person(200), person(206, 497, 58, 170), person(240, 480, 60, 160)];
  expect(onePersonOnce([one, again, behind])).toEqual([one, behind]);
});
