import { expect, test } from 'vitest';
import type { RgbaImage, TimedImage } from '../../core/image';
import type { Look } from './observations';
import { planMovers, motionAround } from './plan-movers';
import { planStages } from './plan-subject-track';
import { watchVideo } from './watch-video';

const WIDTH = 208;
const HEIGHT = 117;

/** A textured background with a patchy block, `left` px from the left rim; `tint` makes another scene of it. */
const picture = (left: number, tint = 0): RgbaImage => {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    const isBlock = x >= left && x < left + 36 && y >= 30 && y < 100;
    const ground = 110 + 50 * Math.sin(x / 4 + tint) * Math.cos(y / (5 + tint));
    const patch = 128 + 110 * Math.sin(12.9 * ((x - left) >> 2) + 78.2 * (y >> 2));
    const value = isBlock ? patch : ground;
    data.set([value, tint ? 255 - value : value, value, 255], i * 4);
  }
  return { widthPx: WIDTH, heightPx: HEIGHT, data };
};

async function* film(seconds: number, at: (time: number) => RgbaImage): AsyncGenerator<TimedImage> {
  for (let i = 0; i < seconds * 25; i++) yield { timeSeconds: i / 25, image: at(i / 25) };
}

const counting = (found: Pick<Look, 'sightings' | 'faces'>) => {
  const times: number[] = [];
  return {
    times,
    find: async (_image: RgbaImage, timeSeconds: number) => {
      times.push(timeSeconds);
      return found;
    },
  };
};
const signal = new AbortController().signal;
const nothing = { sightings: [], faces: [] };

test('a thing is followed by its motion between the looks', async () => {
  const box = [20 / WIDTH, 30 / HEIGHT, 36 / WIDTH, 70 / HEIGHT] as const;
  const finder = counting({ sightings: [{ kind: 'person', box, score: 0.9, trail: [] }], faces: [] });
  const { looks } = await watchVideo(
    film(1, (t) => picture(20 + 60 * t)),
    finder,
    { signal },
  );
  const { trail } = looks[0]!.sightings[0]!;
  expect(trail.length).toBeGreaterThan(2);
  const last = trail.at(-1)!;
  expect(last.box[0] * WIDTH).toBeCloseTo(20 + 60 * last.timeSeconds, -1);
});

test('what moves before a still background is found without any network', async () => {
  const { ticks } = await watchVideo(
    film(2, (t) => picture(30 + 50 * t)),
    counting(nothing),
    { signal },
  );
  const [mover] = planMovers(motionAround(ticks, 1, [0, 2]));
  expect(mover).toBeDefined();
  const middle = (mover!.box[0] + mover!.box[2] / 2) * WIDTH;
  expect(Math.abs(middle - (30 + 50 + 18))).toBeLessThan(20);
});

test('a fade is no motion: what moves in it is found all the same', async () => {
  const dimmed = (image: RgbaImage, share: number): RgbaImage => ({
    ...image,
    data: image.data.map((value, i) => (i % 4 === 3 ? value : value * share)),
  });
  const { ticks } = await watchVideo(
    film(2, (t) => dimmed(picture(30 + 50 * t), 0.2 + 0.4 * t)),
    counting(nothing),
    { signal },
  );
  const movers = planMovers(motionAround(ticks, 1, [0, 2]));
  expect(movers).toHaveLength(1);
  expect(movers[0]!.box[2]).toBeLessThan(0.45);
});

test('a mover has a way to the next look, so that following it costs no change of subject', async () => {
  const { ticks, looks } = await watchVideo(
    film(2, (t) => picture(30 + 50 * t)),
    counting(nothing),
    { signal },
  );
  const stages = planStages({ startSeconds: 0, endSeconds: 2, looks, ticks });
  const mover = stages[1]!.states.find(({ sighting }) => sighting.kind === 'moving')!.sighting;
  const last = mover.trail.at(-1)!;
  expect(last.timeSeconds).toBeGreaterThan(looks[1]!.timeSeconds + 0.2);
  expect(last.box[0]).toBeGreaterThan(mover.box[0]);
});

test('while nothing moves the detectors are asked every few seconds, after a cut at once', async () => {
  const still = counting(nothing);
  await watchVideo(
    film(6, () => picture(40)),
    still,
    { signal },
  );
  expect(still.times.length).toBeLessThanOrEqual(3);
  const cut = counting(nothing);
  const { boundaries } = await watchVideo(
    film(3, (t) => picture(40, t < 1.5 ? 0 : 2)),
    cut,
    { signal },
  );
  expect(boundaries.map(({ timeSeconds }) => timeSeconds)).toEqual([expect.closeTo(1.52, 1)]);
  expect(cut.times.some((time) => time >= 1.5 && time < 1.6)).toBe(true);
});

test('a stop is obeyed at once', async () => {
  const stop = new AbortController();
  const finder = {
    find: async () => {
      stop.abort();
      return nothing;
    },
  };
  await expect(
    watchVideo(
      film(2, () => picture(40)),
      finder,
      { signal: stop.signal },
    ),
  ).rejects.toThrow();
});
