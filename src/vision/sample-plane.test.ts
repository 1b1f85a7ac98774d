import { expect, test } from 'vitest';
import {
  openPlaneSampler,
  planMeans,
  planSampling,
  type Plane,
  type PlaneRect,
  type Siting,
} from './sample-plane';

interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly value: (x: number, y: number) => number;
}
interface Wanted {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly siting?: Siting;
}

const LUMA = { x: 0.5, y: 0.5 };
const UNTOUCHED = 99;

/** The part of a picture at another size, with one column and row of untouched bytes round it. */
const sampled = (picture: Picture, rect: PlaneRect, wanted: Wanted, kernel: 'simd' | 'plain') => {
  const { widthPx, heightPx, value } = picture;
  const outStride = wanted.widthPx + 2;
  const outputBytes = outStride * (wanted.heightPx + 2);
  const sampler = openPlaneSampler({
    sourceBytes: widthPx * heightPx,
    outputBytes,
    longestPx: Math.max(widthPx, heightPx, wanted.widthPx, wanted.heightPx),
    kernel,
  });
  const { bytes, source, output } = sampler;
  for (let i = 0; i < widthPx * heightPx; i++)
    bytes[source + i] = value(i % widthPx, Math.floor(i / widthPx));
  bytes.fill(UNTOUCHED, output, output + outputBytes);
  const from: Plane = { at: source, stride: widthPx, widthPx, heightPx };
  const to: Plane = { ...wanted, at: output + outStride + 1, stride: outStride };
  sampler.sample(from, planSampling(rect, from, to, wanted.siting ?? LUMA), to);
  return { all: bytes.slice(output, output + outputBytes), outStride, wanted };
};

const inner = ({ all, outStride, wanted }: ReturnType<typeof sampled>): readonly number[] =>
  [...all].filter((_, i) => {
    const [x, y] = [i % outStride, Math.floor(i / outStride)];
    return x > 0 && x <= wanted.widthPx && y > 0 && y <= wanted.heightPx;
  });

const noise = (x: number, y: number): number => ((x * 7919 + y * 104_729) >>> 2) & 255;

const KERNELS = ['simd', 'plain'] as const;

test.each(KERNELS)('a move by whole pixels copies them (%s)', (kernel) => {
  const picture = { widthPx: 8, heightPx: 4, value: (x: number, y: number) => 10 * x + y };
  const made = sampled(picture, { x: 2, y: 1, width: 3, height: 2 }, { widthPx: 3, heightPx: 2 }, kernel);
  expect(inner(made)).toEqual([21, 31, 41, 22, 32, 42]);
});

test.each(KERNELS)('a move by half a pixel lies between the neighbours on a ramp (%s)', (kernel) => {
  const ramp = { widthPx: 10, heightPx: 1, value: (x: number) => 20 * x };
  const made = sampled(ramp, { x: 2.5, y: 0, width: 4, height: 1 }, { widthPx: 4, heightPx: 1 }, kernel);
  expect(inner(made)).toEqual([50, 70, 90, 110]);
});

test.each(KERNELS)('flat areas stay flat, whatever the size (%s)', (kernel) => {
  const flat = { widthPx: 90, heightPx: 50, value: () => 77 };
  for (const wanted of [
    { widthPx: 4, heightPx: 3 },
    { widthPx: 61, heightPx: 44 },
    { widthPx: 180, heightPx: 110 },
  ])
    expect(new Set(inner(sampled(flat, { x: 0.3, y: 0, width: 89, height: 50 }, wanted, kernel)))).toEqual(
      new Set([77]),
    );
});

test.each(KERNELS)('reducing averages, and the rim is repeated outside (%s)', (kernel) => {
  const stripes = { widthPx: 8, heightPx: 8, value: (x: number) => (x % 2 ? 200 : 100) };
  const small = sampled(stripes, { x: 0, y: 0, width: 8, height: 8 }, { widthPx: 2, heightPx: 2 }, kernel);
  for (const value of inner(small)) expect(Math.abs(value - 150)).toBeLessThanOrEqual(10);
  const ramp = { widthPx: 4, heightPx: 4, value: (x: number) => 50 * x };
  const outside = sampled(ramp, { x: 4, y: 0, width: 2, height: 2 }, { widthPx: 2, heightPx: 2 }, kernel);
  expect(inner(outside)).toEqual([150, 150, 150, 150]);
});

test.each([
  ['shrunk', { x: 0, y: 0, width: 131, height: 97 }, { widthPx: 37, heightPx: 22 }],
  ['shrunk to very little', { x: 0, y: 0, width: 131, height: 97 }, { widthPx: 5, heightPx: 2 }],
  ['shrunk a little', { x: 3.25, y: 2, width: 100, height: 90 }, { widthPx: 83, heightPx: 75 }],
  ['moved across', { x: 10.125, y: 0, width: 61, height: 97 }, { widthPx: 61, heightPx: 97 }],
  ['moved down', { x: 10, y: 3.5, width: 64, height: 80 }, { widthPx: 64, heightPx: 80 }],
  ['moved over the rim', { x: 90.5, y: 40.5, width: 61, height: 67 }, { widthPx: 61, heightPx: 67 }],
  ['grown', { x: 20, y: 30, width: 31, height: 17 }, { widthPx: 97, heightPx: 51 }],
  [
    'sited to the left',
    { x: 0, y: 0, width: 131, height: 97 },
    { widthPx: 50, heightPx: 40, siting: { x: 0.25, y: 0.5 } },
  ],
] as const)('the SIMD kernel gives the same bytes: a picture %s', (_, rect, wanted) => {
  const picture = { widthPx: 131, heightPx: 97, value: noise };
  const [simd, plain] = KERNELS.map((kernel) => sampled(picture, rect, wanted, kernel).all);
  expect(simd).toEqual(plain);
  expect(new Set(simd).size).toBeGreaterThan(4);
});

test.each(KERNELS)('nothing outside the target is written (%s)', (kernel) => {
  const picture = { widthPx: 131, heightPx: 97, value: () => 7 };
  for (const widthPx of [1, 15, 16, 17, 35]) {
    const { all, outStride } = sampled(
      picture,
      { x: 0, y: 0.5, width: 131, height: 96 },
      { widthPx, heightPx: 9 },
      kernel,
    );
    const rim = [...all].filter(
      (_, i) => i < outStride || i % outStride === 0 || i % outStride === outStride - 1,
    );
    expect(new Set(rim)).toEqual(new Set([UNTOUCHED]));
  }
});

test.each(KERNELS)('alternating bytes are taken apart (%s)', (kernel) => {
  const { bytes, source, output, rows } = openPlaneSampler({
    sourceBytes: 70,
    outputBytes: 128,
    longestPx: 8,
    kernel,
  });
  for (let i = 0; i < 70; i++) bytes[source + i] = i;
  rows.splitPairs(source, output, output + 64, 35);
  expect([...bytes.subarray(output, output + 35)]).toEqual(Array.from({ length: 35 }, (_, i) => 2 * i));
  expect([...bytes.subarray(output + 64, output + 99)]).toEqual(
    Array.from({ length: 35 }, (_, i) => 2 * i + 1),
  );
});

test.each([
  [12, 6, 4, 2],
  [10, 7, 4, 3],
  [9, 5, 9, 5],
])('means of %i x %i samples as %i x %i are those of what each stands for', (width, height, small, low) => {
  const sampler = openPlaneSampler({ sourceBytes: width * height, outputBytes: small * low, longestPx: 12 });
  const { bytes, source, output } = sampler;
  for (let i = 0; i < width * height; i++) bytes[source + i] = noise(i % width, Math.floor(i / width));
  const from = { at: source, stride: width, widthPx: width, heightPx: height };
  const to = { at: output, stride: small, widthPx: small, heightPx: low };
  sampler.sample(from, planMeans(from, to), to);
  const overlap = (from0: number, to0: number, k: number) =>
    Math.max(0, Math.min(to0, k + 1) - Math.max(from0, k));
  for (let i = 0; i < small * low; i++) {
    const [x, y] = [i % small, Math.floor(i / small)];
    let [sum, area] = [0, 0];
    for (let k = 0; k < width * height; k++) {
      const share =
        overlap((x * width) / small, ((x + 1) * width) / small, k % width) *
        overlap((y * height) / low, ((y + 1) * height) / low, Math.floor(k / width));
      sum += share * bytes[source + k]!;
      area += share;
    }
    expect(Math.abs(bytes[output + i]! - sum / area)).toBeLessThanOrEqual(1.01);
  }
});
