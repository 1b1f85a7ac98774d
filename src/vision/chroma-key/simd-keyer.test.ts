import { expect, test } from 'vitest';
import { noisyScene, SCREEN_RGB, worstDifference } from '../../gpu/test-pictures';
import { createKernelMemory } from '../../kernels/kernel-memory';
import { createPlateBuilder } from './build-plate';
import { createKeyer, type KeyerSettings } from './create-keyer';
import { copyRows, createSimdKeyer, keyRegions, KIND_CLEAR, KIND_WHOLE } from './simd-keyer';

const MIDDLE: KeyerSettings = { similarity: 0.5, smoothness: 0.5, spill: 0.5 };

/** The worst differences between both keyers over three frames of one shot; kinds of cells that lie. */
const compare = (widthPx: number, heightPx: number, settings: KeyerSettings) => {
  const frames = [0.3, 0.5, 0.7].map((centre) => noisyScene(widthPx, heightPx, centre));
  const builder = createPlateBuilder(widthPx, heightPx, SCREEN_RGB);
  for (const frame of frames) builder.addFrame(frame);
  const plate = builder.finish();
  const twin = createKeyer(plate, settings);
  const size = { widthPx, heightPx };
  const memory = createKernelMemory(keyRegions(size));
  const keyer = createSimdKeyer(memory, size, settings)!;
  keyer.setPlate(plate);
  return frames.map((frame) => {
    copyRows(frame.data, memory.bytes('frame'), size, 'in');
    keyer.keyFrame();
    const drawn = { ...size, data: new Uint8ClampedArray(frame.data.length) };
    copyRows(memory.bytes('keyed'), drawn.data, size, 'out');
    const { difference } = worstDifference(drawn, twin.keyFrame(frame));
    return { frame, drawn, kinds: memory.bytes('kinds').slice(), difference };
  });
};

test.each([
  [160, 90],
  [97, 53],
  [17, 9],
  [8, 8],
  [3, 30],
  [1, 1],
] as const)('the SIMD keyer gives the same picture as the plain one, %i x %i px', (widthPx, heightPx) => {
  for (const { difference } of compare(widthPx, heightPx, MIDDLE)) expect(difference).toBeLessThanOrEqual(1);
});

test.each([
  { similarity: 0, smoothness: 0, spill: 0 },
  { similarity: 1, smoothness: 1, spill: 1 },
  { similarity: 0, smoothness: 1, spill: 1 },
  { similarity: 1, smoothness: 0, spill: 0.5 },
])('so it does at the ends of the sliders: %o', (settings) => {
  for (const { difference } of compare(96, 64, settings)) expect(difference).toBeLessThanOrEqual(1);
});

test('it tells which cells are clear and which are as they were', () => {
  const seen = new Set<number>();
  for (const { frame, drawn, kinds } of compare(160, 96, { ...MIDDLE, spill: 0 })) {
    for (let p = 0; p < 160 * 96; p++) {
      const kind = kinds[(Math.floor(p / 160) >> 3) * 20 + ((p % 160) >> 3)]!;
      const pixel = drawn.data.subarray(p * 4, p * 4 + 4);
      seen.add(kind);
      if (kind === KIND_CLEAR) expect(pixel[3]).toBe(0);
      if (kind === KIND_WHOLE) expect(pixel).toEqual(frame.data.subarray(p * 4, p * 4 + 4));
    }
  }
  expect([...seen].sort()).toEqual([0, 1, 2]);
});
