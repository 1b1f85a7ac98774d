import { expect, test } from 'vitest';
import type { NormalizedBox } from '../../core/geometry';
import type { Look, Sighting } from './observations';
import { planTurns } from './plan-speakers';
import type { SubjectTrack } from './plan-subject-track';

const BOXES: readonly NormalizedBox[] = [
  [0.05, 0.1, 0.3, 0.9],
  [0.65, 0.1, 0.3, 0.9],
];
const face = (person: number, mouth: number): Sighting => ({
  kind: 'face',
  score: 0.9,
  box: [BOXES[person]![0] + 0.1, 0.2, 0.1, 0.2],
  trail: [],
  mouth: [mouth, mouth],
});
const COUNT = 16;
const range = { startSeconds: 0, endSeconds: COUNT / 2 };
const tracks = BOXES.map((box): SubjectTrack => {
  const sightings = Array.from({ length: COUNT }, (): Sighting => ({
    kind: 'person',
    box,
    score: 0.8,
    trail: [],
  }));
  return { boxes: [{ timeSeconds: 0, box }], sightings, worth: 1, presence: 1 };
});
const looksWith = (mouths: (k: number) => readonly [number, number]): readonly Look[] =>
  Array.from({ length: COUNT }, (_, k) => ({
    timeSeconds: k / 2,
    sightings: [],
    faces: mouths(k).map((mouth, person) => face(person, mouth)),
  }));
const speech = { hopSeconds: 0.032, probabilities: Array.from({ length: 250 }, () => 0.95) };

test('the view goes to the one who speaks, and a short interjection does not turn it', () => {
  const looks = looksWith((k) => {
    if (k === 3) return [2, 9];
    return k < 8 ? [9, 1] : [1, 9];
  });
  expect(planTurns(tracks, looks, range, speech)).toEqual([
    { speaker: 0, startSeconds: 0, endSeconds: 4 },
    { speaker: 1, startSeconds: 4, endSeconds: 8 },
  ]);
});

test('nobody is picked when both mouths move alike, or a face is not seen', () => {
  expect(
    planTurns(
      tracks,
      looksWith(() => [5, 5]),
      range,
      speech,
    ),
  ).toBeNull();
  const oneFace = looksWith(() => [9, 1]).map((look) => ({ ...look, faces: look.faces.slice(0, 1) }));
  expect(planTurns(tracks, oneFace, range, speech)).toBeNull();
});
