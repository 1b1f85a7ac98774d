import { expect, test } from 'vitest';
import type { NormalizedBox } from '../../core/geometry';
import { poseAt } from '../../core/reframe-path';
import {
  MOTION_COLUMNS,
  MOTION_ROWS,
  type Look,
  type Observations,
  type Sighting,
  type Tick,
} from './observations';
import { planReframe, type ReframeWishes } from './plan-reframe';

const person = (box: NormalizedBox, score = 0.8): Sighting => ({ kind: 'person', box, score, trail: [] });
const look = (timeSeconds: number, ...sightings: readonly Sighting[]): Look => ({
  timeSeconds,
  sightings,
  faces: [],
});
const stillTick = (timeSeconds: number): Tick => ({
  timeSeconds,
  isFresh: timeSeconds === 0,
  panX: 0,
  panY: 0,
  zoom: 0,
  cells: new Uint8Array(MOTION_COLUMNS * MOTION_ROWS),
});

const seen = (looks: readonly Look[], extra: Partial<Observations> = {}): Observations => ({
  startSeconds: 0,
  endSeconds: 6,
  widthPx: 1920,
  heightPx: 1080,
  picture: [0, 0, 1, 1],
  boundaries: [],
  voice: null,
  looks,
  ticks: Array.from({ length: 48 }, (_, i) => stillTick(i / 8)),
  ...extra,
});
const wishes: ReframeWishes = { aspect: 9 / 16, cropType: 'smart', style: 'gentle', tightness: 0.5 };
const every = (make: (t: number) => readonly Sighting[]) =>
  Array.from({ length: 12 }, (_, i) => look(i / 2, ...make(i / 2)));
const cropWidth = 81 / 256;

test('somebody who stands aside is framed by a crop that does not move at all', () => {
  // The detector's box trembles.
  const looks = every((t) => [person([0.7 + 0.004 * Math.sin(9 * t), 0.2, 0.12, 0.8])]);
  const [shot] = planReframe(seen(looks), wishes).shots;
  expect(shot).toMatchObject({ strategy: 'still', subjects: [{ kind: 'person' }] });
  const positions = new Set(shot!.path.map(([, cx]) => cx));
  expect(positions.size).toBe(1);
  expect([...positions][0]).toBeCloseTo(0.76, 1);
});

test('somebody who walks across is held all the way, in one smooth move', () => {
  const at = (t: number) => 0.1 + 0.11 * t;
  const { shots } = planReframe(seen(every((t) => [person([at(t), 0.2, 0.12, 0.8])])), wishes);
  expect(shots[0]!.strategy).toBe('pan');
  for (let t = 0; t <= 5.5; t += 0.1) {
    const { cx } = poseAt(shots[0]!.path, t);
    expect(at(t)).toBeGreaterThan(cx - cropWidth / 2 - 1e-3);
    expect(at(t) + 0.12).toBeLessThan(cx + cropWidth / 2 + 1e-3);
  }
});

test('every shot has its own place, and the crop jumps exactly at the cut', () => {
  const looks = every((t) => [person([t < 3 ? 0.1 : 0.75, 0.2, 0.12, 0.8])]);
  const boundaries = [{ kind: 'cut' as const, startSeconds: 3, endSeconds: 3, timeSeconds: 3 }];
  const { shots } = planReframe(seen(looks, { boundaries }), wishes);
  expect(shots.map(({ start, end, strategy }) => [start, end, strategy])).toEqual([
    [0, 3, 'still'],
    [3, 6, 'still'],
  ]);
  const path = shots.flatMap((shot) => shot.path);
  expect(poseAt(path, 2.999).cx).toBeLessThan(0.3);
  expect(poseAt(path, 3).cx).toBeGreaterThan(0.7);
});

test('a glimpse of something else does not pull the crop away', () => {
  const looks = every((t) =>
    t === 2.5 ? [person([0.8, 0.1, 0.15, 0.9], 0.7)] : [person([0.15, 0.2, 0.14, 0.8])],
  );
  const { shots } = planReframe(seen(looks), wishes);
  for (let t = 0; t < 6; t += 0.5) expect(poseAt(shots[0]!.path, t).cx).toBeLessThan(0.35);
});

test('two who are far apart are both shown, over a fill, unless it is always to be cut', () => {
  const looks = every(() => [person([0.05, 0.2, 0.14, 0.8]), person([0.8, 0.2, 0.14, 0.8])]);
  const smart = planReframe(seen(looks), wishes).shots[0]!;
  expect(smart.strategy).toBe('fit');
  expect(smart.path[0]![3]).toBeGreaterThan(2.5);
  const cut = planReframe(seen(looks), { ...wishes, cropType: 'cut' }).shots[0]!;
  expect(cut).toMatchObject({ strategy: 'still' });
  expect(cut.path[0]![3]).toBe(1);
});

test('nobody in the picture leaves the middle', () => {
  const { shots } = planReframe(seen(every(() => [])), wishes);
  expect(shots[0]).toMatchObject({ strategy: 'still', subjects: [] });
  expect(shots[0]!.path[0]!.slice(1)).toEqual([0.5, 0.5, 1]);
});

test('letterbox bars are cut off, and closing in keeps head and feet', () => {
  const looks = every(() => [person([0.45, 0.35, 0.06, 0.3])]);
  const boxed = planReframe(seen(looks, { picture: [0, 0.125, 1, 0.75] }), wishes).shots[0]!;
  expect(boxed.path[0]![3]).toBeCloseTo(0.75, 6);
  const near = planReframe(seen(looks), { ...wishes, tightness: 1 }).shots[0]!;
  const [, , cy, scale] = near.path[0]!;
  expect(scale).toBeLessThan(0.6);
  expect(cy - scale / 2).toBeLessThanOrEqual(0.35);
  expect(cy + scale / 2).toBeGreaterThanOrEqual(0.65);
});

test('a picture that is upright already is kept whole', () => {
  const upright = seen(
    every(() => [person([0.2, 0.2, 0.4, 0.7])]),
    { widthPx: 1080, heightPx: 1920 },
  );
  const [shot] = planReframe(upright, wishes).shots;
  expect(shot).toMatchObject({ strategy: 'still' });
  expect(shot!.path[0]!.slice(1)).toEqual([0.5, 0.5, 1]);
});
