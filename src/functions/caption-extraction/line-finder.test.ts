import { describe, expect, it } from 'vitest';
import type { LumaImage } from '../../core/image';
import type { TextDetector } from '../../models/text-detector';
import type { TextTrack } from '../../vision/text-tracks';
import { createLineFinder, longestWaitSeconds, mergeBands } from './line-finder';

const image = (value: number): LumaImage => ({
  widthPx: 320,
  heightPx: 180,
  data: new Uint8Array(320 * 180).fill(value),
});

/** Remembers the heights of what it was shown; finds nothing. */
const createProbe = () => {
  const heights: number[] = [];
  const detector: TextDetector = {
    detect: (picture) => {
      heights.push(picture.heightPx);
      return Promise.resolve([]);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { heights, detector };
};

const settled = {
  box: { xPx: 60, yPx: 150, widthPx: 200, heightPx: 12 },
  startSeconds: 0,
  finds: 3,
} as TextTrack;

describe('where text is looked for', () => {
  it('bands that touch become one', () => {
    expect(
      mergeBands([
        { top: 50, bottom: 70 },
        { top: 10, bottom: 20 },
        { top: 60, bottom: 90 },
      ]),
    ).toEqual([
      { top: 10, bottom: 20 },
      { top: 50, bottom: 90 },
    ]);
  });

  it('a picture that does not change is looked at once', async () => {
    const { heights, detector } = createProbe();
    const find = createLineFinder({ detector, region: null });
    for (let i = 0; i < 10; i++) await find(image(90), i * 0.2, []);
    expect(heights).toEqual([180]);
  });

  it('places where text has stood are looked at more often than the rest', async () => {
    const { heights, detector } = createProbe();
    const find = createLineFinder({ detector, region: null });
    await find(image(9), 0.8, [settled]);
    for (let i = 0; i < 10; i++) await find(image(30 + 21 * i), 1 + i * 0.2, []);
    expect(heights.filter((height) => height === 180).length).toBe(4);
    expect(heights.filter((height) => height < 60).length).toBe(7);
  });

  it('a place whose text is followed is left to the looks at the whole picture, unless it stays like a mark', async () => {
    const { heights, detector } = createProbe();
    const find = createLineFinder({ detector, region: null });
    for (let i = 0; i < 10; i++) await find(image(30 + 21 * i), 1 + i * 0.2, [settled]);
    expect(heights.filter((height) => height < 60)).toEqual([]);
    for (let i = 0; i < 10; i++) await find(image(30 + 21 * i), 10 + i * 0.2, [settled]);
    expect(heights.filter((height) => height < 60).length).toBeGreaterThan(4);
  });

  it('a region named by a person is all that is looked at', async () => {
    const { heights, detector } = createProbe();
    const find = createLineFinder({ detector, region: { xPx: 0, yPx: 90, widthPx: 320, heightPx: 90 } });
    await find(image(10), 0, []);
    await find(image(200), 5, []);
    expect(heights).toEqual([90, 90]);
  });

  it('no place waits longer than is looked back', () => {
    expect(longestWaitSeconds(5)).toBeGreaterThan(0.7);
    expect(longestWaitSeconds(2)).toBeGreaterThan(longestWaitSeconds(5));
  });
});
