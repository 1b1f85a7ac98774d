import { expect, test } from 'vitest';
import type { TrackPlacement } from './mix-plan';
import { createPlacedReader, type TrackPcm } from './placed-reader';

/** A mono ramp in uneven blocks: sample n has the value n + 1. */
const ramp = (length: number): TrackPcm => ({
  channels: 1,
  async *blocks(fromFrame) {
    for (let at = fromFrame; at < length; at += 700) {
      yield [Float32Array.from({ length: Math.min(700, length - at) }, (_, i) => at + i + 1)];
    }
  },
});

const readAll = async (pcm: TrackPcm, placement: TrackPlacement, frames: number, block: number) => {
  const reader = createPlacedReader(pcm, placement);
  const parts: number[] = [];
  for (let at = 0; at < frames; at += block) {
    parts.push(...(await reader.read(Math.min(block, frames - at)))[0]!);
  }
  await reader.close();
  return parts;
};

test('a track lies where it is placed, with silence around it', async () => {
  const placement = { startFrame: 1000, skipFrames: 500, passFrames: 1500, endFrame: 2500 };
  const mix = await readAll(ramp(2000), placement, 4000, 333);
  expect(mix.slice(0, 1000).every((x) => x === 0)).toBe(true);
  expect(mix[1500]).toBe(1001);
  expect(mix.slice(2500).every((x) => x === 0)).toBe(true);
});

test('a loop starts again from the cut and has soft seams', async () => {
  const placement = { startFrame: 0, skipFrames: 200, passFrames: 1000, endFrame: 2500 };
  const mix = await readAll(ramp(1200), placement, 2500, 480);
  expect(mix[500]).toBe(701);
  expect(mix[1500]).toBe(701);
  expect(mix[2400]).toBe(601);
  expect(Math.abs(mix[999]!)).toBeLessThan(20);
  expect(Math.abs(mix[1000]!)).toBeLessThan(1);
});

test('the block length does not change what is read', async () => {
  const placement = { startFrame: 77, skipFrames: 0, passFrames: 900, endFrame: 2000 };
  expect(await readAll(ramp(900), placement, 2000, 97)).toEqual(
    await readAll(ramp(900), placement, 2000, 2000),
  );
});

test('a stream that ends early leaves silence', async () => {
  const placement = { startFrame: 0, skipFrames: 0, passFrames: 3000, endFrame: 3000 };
  const mix = await readAll(ramp(1000), placement, 3000, 1000);
  expect(mix.slice(1000).every((x) => x === 0)).toBe(true);
});
