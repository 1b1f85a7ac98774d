import { describe, expect, it } from 'vitest';
import type { BoxPx } from '../core/geometry';
import type { LumaImage } from '../core/image';
import { createTextTracker } from './text-tracks';

const WIDTH_PX = 320;
const HEIGHT_PX = 96;
const BOX: BoxPx = { xPx: 60, yPx: 60, widthPx: 200, heightPx: 24 };

/** Letter-like bars, other ones for every seed. */
const isStroke = (seed: number, x: number, y: number): boolean => {
  const cell = Math.floor((x - BOX.xPx) / 4) * 7 + Math.floor((y - BOX.yPx) / 4) * 13;
  return Math.sin((cell + 1) * (12.9898 + seed)) > 0.2;
};

const isInside = (x: number, y: number): boolean =>
  x >= BOX.xPx && x < BOX.xPx + BOX.widthPx && y >= BOX.yPx && y < BOX.yPx + BOX.heightPx;

/** A frame of a slowly sliding texture, with bright strokes on top where a seed is given. */
const drawFrame = (frame: number, seed: number | null, alpha = 1): LumaImage => {
  const data = new Uint8Array(WIDTH_PX * HEIGHT_PX);
  for (let y = 0; y < HEIGHT_PX; y++) {
    for (let x = 0; x < WIDTH_PX; x++) {
      const back = 90 + 40 * Math.sin((x + 5 * frame) / 6) + 20 * Math.sin((y + frame) / 5);
      const text = seed !== null && isInside(x, y) && isStroke(seed, x, y);
      data[y * WIDTH_PX + x] = text ? back + (235 - back) * alpha : back;
    }
  }
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, data };
};

/** Looks for text in every fifth frame, as a detector would find it. */
const trackSeeds = (seeds: readonly (number | null)[]) => {
  const tracker = createTextTracker();
  seeds.forEach((seed, frame) => {
    tracker.push(frame / 25, drawFrame(frame, seed));
    if (frame % 5 === 0) tracker.found(seed === null ? [] : [BOX]);
  });
  return tracker
    .finish()
    .map(({ firstFrame, lastFrame, endSeconds, finds }) => ({ firstFrame, lastFrame, endSeconds, finds }));
};

const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('text tracks', () => {
  it('finds the first and the last frame exactly between two searches', () => {
    const [track, ...more] = trackSeeds([...repeat(7, null), ...repeat(16, 1), ...repeat(12, null)]);
    expect(more).toEqual([]);
    expect(track).toMatchObject({ firstFrame: 7, lastFrame: 22, endSeconds: 23 / 25 });
  });

  it('separates two lines that follow each other without a gap', () => {
    const tracks = trackSeeds([...repeat(3, null), ...repeat(11, 1), ...repeat(14, 2)]);
    expect(tracks).toMatchObject([
      { firstFrame: 3, lastFrame: 13 },
      { firstFrame: 14, lastFrame: 27, endSeconds: null },
    ]);
  });

  it('sees a gap of one frame between two showings of the same words', () => {
    const tracks = trackSeeds([...repeat(12, 1), null, ...repeat(12, 1)]);
    expect(tracks).toMatchObject([
      { firstFrame: 0, lastFrame: 11 },
      { firstFrame: 13, lastFrame: 24 },
    ]);
  });

  it('follows nothing where there are no strokes', () => {
    const tracker = createTextTracker();
    tracker.push(0, { widthPx: 64, heightPx: 32, data: new Uint8Array(64 * 32).fill(120) });
    tracker.found([{ xPx: 4, yPx: 4, widthPx: 50, heightPx: 20 }]);
    expect(tracker.finish()).toEqual([]);
  });

  it('takes half faded words for there and a quarter of them for gone', () => {
    const tracker = createTextTracker();
    const alphas = [0, 0.25, 0.6, 1, 1, 1];
    alphas.forEach((alpha, frame) => tracker.push(frame, drawFrame(0, 1, alpha)));
    const patient = createTextTracker({ lookBackSeconds: 10 });
    alphas.forEach((alpha, frame) => patient.push(frame, drawFrame(0, 1, alpha)));
    patient.found([BOX]);
    expect(patient.finish()[0]).toMatchObject({ firstFrame: 2, startIsOpen: false });
    tracker.found([BOX]);
    expect(tracker.finish()[0]).toMatchObject({ startIsOpen: true });
  });
});
