import { expect, test } from 'vitest';
import { composeLooks, keepNearPeople } from './compose-looks';

const picture = { widthPx: 100, heightPx: 50 };
const plane = (widthPx: number, heightPx: number, value: (x: number, y: number) => number) => ({
  widthPx,
  heightPx,
  data: Float32Array.from({ length: widthPx * heightPx }, (_, i) =>
    value(i % widthPx, Math.floor(i / widthPx)),
  ),
});

test('a crop lands where it was taken, to parts of a pixel', () => {
  const crop = { xPx: 31, yPx: 11, widthPx: 40, heightPx: 30 };
  // A ramp that rises by 0.02 a picture pixel, seen at half size.
  const look = { crop, alpha: plane(20, 15, (x) => (x + 0.5) * 2 * 0.02), disagreement: 0 };
  const whole = composeLooks([look], picture, { widthPx: 70, heightPx: 35 });
  const x = 35;
  expect(whole.data[17 * 70 + x]).toBeCloseTo((((x + 0.5) * 100) / 70 - 31) * 0.02, 3);
  expect(whole.data[17 * 70 + 10]).toBe(0);
});

test('of overlapping crops the surer one counts', () => {
  const whole = { xPx: 0, yPx: 0, ...picture };
  const looks = [0.3, 0.8].map((value) => ({
    crop: whole,
    alpha: plane(10, 5, () => value),
    disagreement: 0,
  }));
  expect(composeLooks(looks, picture, picture).data[2525]).toBeCloseTo(0.8);
});

test('what is far from every person goes, what is near stays', () => {
  const alpha = plane(100, 50, () => 1);
  keepNearPeople(alpha, [{ xPx: 10, yPx: 10, widthPx: 20, heightPx: 30 }], picture);
  expect(alpha.data[25 * 100 + 20]).toBe(1);
  expect(alpha.data[25 * 100 + 80]).toBe(0);
});
