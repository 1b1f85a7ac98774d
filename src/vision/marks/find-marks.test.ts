import { expect, test } from 'vitest';
import { findMarks } from './find-marks';
import { drawClip, MARK_HEIGHT_PX, MARK_WIDTH_PX, type DrawnMark } from './test-clips';

const always: DrawnMark = { left: 250, top: 14, firstFrame: 0, lastFrame: 999, alpha: 1 };

const strong = (clip: Parameters<typeof drawClip>[0]) =>
  findMarks(drawClip(clip)).sightings.filter(
    ({ region }) => region.stillAround < 0.3 && region.density > 0.3 && region.pixels > 300,
  );

test('a mark over a moving picture is found to the pixel, for the whole clip', () => {
  const found = strong({ frames: 40, speedPx: 3, marks: [always] });
  expect(found).toHaveLength(1);
  const { box, run } = found[0]!;
  // The gradient spreads one pixel over the mark's edge.
  expect(box).toEqual({
    left: always.left - 1,
    top: always.top - 1,
    right: always.left + MARK_WIDTH_PX + 1,
    bottom: always.top + MARK_HEIGHT_PX + 1,
  });
  expect(run).toEqual({ first: 0, last: 39 });
});

test('a mark that lets the picture through is found as well', () => {
  const found = strong({ frames: 40, speedPx: 3, marks: [{ ...always, alpha: 0.5 }] });
  expect(found).toHaveLength(1);
});

test('a mark that changes its place is found at each, with its times', () => {
  const marks = [
    { ...always, lastFrame: 24 },
    { ...always, left: 20, top: 140, firstFrame: 25 },
  ];
  const found = strong({ frames: 50, speedPx: 3, marks });
  const runs = found.map(({ box, run }) => [box.left, run.first, run.last]).sort((a, b) => a[1]! - b[1]!);
  expect(runs).toEqual([
    [249, 0, 24],
    [19, 25, 49],
  ]);
});

test('a mark that pops up before a still picture is found with its times', () => {
  const marks = [{ ...always, firstFrame: 15, lastFrame: 34 }];
  const { sightings } = findMarks(drawClip({ frames: 50, speedPx: 0, marks }));
  const popped = sightings.filter((sighting) => sighting.popped);
  expect(popped.map(({ run }) => run)).toEqual([{ first: 15, last: 34 }]);
});

test('a moving picture without a mark gives nothing, a still one says that it is still', () => {
  expect(strong({ frames: 40, speedPx: 3, marks: [] })).toEqual([]);
  const still = findMarks(drawClip({ frames: 30, speedPx: 0, marks: [] }));
  expect(still.stillShare).toBeGreaterThan(0.9);
});

test('a single frame is no evidence', () => {
  expect(findMarks(drawClip({ frames: 1, speedPx: 0, marks: [always] })).sightings).toEqual([]);
});
