import { expect, test } from 'vitest';
import { createDither } from './dither';

test('dither keeps the mean of a level between two steps', () => {
  const level = 100.3 / 32_768;
  const quantized = createDither().quantize([new Float32Array(50_000).fill(level)]);
  const mean = quantized.reduce((sum, value) => sum + value, 0) / quantized.length;
  expect(mean).toBeCloseTo(100.3, 1);
});

test('dither is the same twice, leaves silence alone and clips at full scale', () => {
  const block = [Float32Array.of(0, 0.5, -0.25, 2, -2)];
  const once = createDither().quantize(block);
  expect(createDither().quantize(block)).toEqual(once);
  expect(once[0]).toBe(0);
  expect(once[3]).toBe(32_767);
  expect(once[4]).toBe(-32_768);
});
