import { expect, test } from 'vitest';
import { createKernelMemory } from '../kernels/kernel-memory';
import { openFrameColors } from '../kernels/frame-colors';
import { planesToRgba, planYuvGains } from './planes-to-rgba';

const alignTo8 = (pixels: number): number => (pixels + 7) & ~7;
const alignTo16 = (bytes: number): number => (bytes + 15) & ~15;

/** Planes of noise in the kernel's memory, and room for the picture of both ways. */
const openCase = (widthPx: number, heightPx: number) => {
  const [lumaStride, chromaStride] = [alignTo16(widthPx), alignTo16((widthPx + 1) >> 1)];
  const chromaBytes = chromaStride * ((heightPx + 1) >> 1);
  const memory = createKernelMemory({
    y: lumaStride * heightPx,
    u: chromaBytes,
    v: chromaBytes,
    rgba: alignTo8(widthPx) * heightPx * 4,
  });
  let seed = 1;
  for (const name of ['y', 'u', 'v'] as const) {
    const bytes = memory.bytes(name);
    for (let i = 0; i < bytes.length; i++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[i] = seed >>> 24;
    }
  }
  const planes = {
    y: memory.bytes('y'),
    u: memory.bytes('u'),
    v: memory.bytes('v'),
    lumaStride,
    chromaStride,
  };
  return { memory, planes };
};

test.each([
  [64, 32, 'bt709', false],
  [37, 21, 'smpte170m', false],
  [1, 1, 'bt709', true],
  [9, 2, 'bt2020-ncl', true],
] as const)(
  'planes of %i x %i px become the same picture by the SIMD kernel',
  (widthPx, heightPx, matrix, fullRange) => {
    const { memory, planes } = openCase(widthPx, heightPx);
    const gains = planYuvGains({ matrix, fullRange });
    const expected = { widthPx, heightPx, data: new Uint8ClampedArray(widthPx * heightPx * 4) };
    planesToRgba(planes, gains, expected);
    const { at } = memory;
    const stride = alignTo8(widthPx) * 4;
    const kernel = openFrameColors(memory.memory)!;
    const places = [at.y, at.u, at.v, planes.lumaStride, planes.chromaStride] as const;
    kernel.planesToRgba(...places, at.rgba, stride, widthPx, heightPx, ...Object.values(gains));
    const rgba = memory.bytes('rgba');
    for (let y = 0; y < heightPx; y++) {
      const row = rgba.subarray(y * stride, y * stride + widthPx * 4);
      expect(row).toEqual(expected.data.subarray(y * widthPx * 4, (y + 1) * widthPx * 4));
    }
  },
);

test('studio white, black and the primaries of BT.709 come out as such', () => {
  const gains = planYuvGains({ matrix: 'bt709', fullRange: false });
  const colour = (y: number, u: number, v: number) => {
    const out = { widthPx: 1, heightPx: 1, data: new Uint8ClampedArray(4) };
    const one = (value: number) => Uint8Array.of(value);
    planesToRgba({ y: one(y), u: one(u), v: one(v), lumaStride: 1, chromaStride: 1 }, gains, out);
    return [...out.data];
  };
  expect(colour(235, 128, 128)).toEqual([255, 255, 255, 255]);
  expect(colour(16, 128, 128)).toEqual([0, 0, 0, 255]);
  expect(colour(63, 102, 240)).toEqual([255, 1, 0, 255]);
});

test('pairs of chroma are told apart by the SIMD kernel', () => {
  const memory = createKernelMemory({ pairs: 96 * 3, u: 48 * 3, v: 48 * 3 });
  memory.bytes('pairs').forEach((_, i, bytes) => (bytes[i] = i % 2 === 0 ? i / 2 : 255 - (i >> 1)));
  const { at } = memory;
  openFrameColors(memory.memory)!.splitPairs(at.pairs, 96, at.u, at.v, 48, 37, 3);
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 37; x++) {
      expect(memory.bytes('u')[y * 48 + x]).toBe(y * 48 + x);
      expect(memory.bytes('v')[y * 48 + x]).toBe(255 - (y * 48 + x));
    }
  }
});
