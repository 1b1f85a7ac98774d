import type { NormalizedBox } from '../../core/geometry';
import type { Sighting } from './observations';

/** Shoulders and body round a face (forehead to chin), in faces: half width, above, below. */
const BODY = { half: 1.4, above: 0.5, below: 5 } as const;
/** A face this sure may stand for a person whom the object detector does not see. */
const SURE_FACE = 0.85;
/** A person is at least two faces wide and, arms out, at most so many. */
const MAX_FACES_WIDE = 9;
/** Detectors that box nearly everything with little conviction mostly see nothing. */
const HUGE_WIDTH = 0.7;
const HUGE_SCORE = 0.6;
const IMPLAUSIBLE = 0.35;
/** A person whose face is turned to the camera. */
const FACE_BONUS = 1.5;

const holds = (outer: NormalizedBox, [x, y, width, height]: NormalizedBox): boolean => {
  const [u, v] = [x + width / 2, y + height / 2];
  return u >= outer[0] && u <= outer[0] + outer[2] && v >= outer[1] && v <= outer[1] + outer[3];
};

const isOwnFace = (person: NormalizedBox, face: NormalizedBox): boolean =>
  holds(person, face) && person[2] <= MAX_FACES_WIDE * face[2] && face[1] < person[1] + person[3] / 2;

/** People known by their face alone. */
export const planBodies = (faces: readonly Sighting[], sightings: readonly Sighting[]): readonly Sighting[] =>
  faces
    .filter(({ score }) => score >= SURE_FACE)
    .filter(({ box }) => !sightings.some((other) => other.kind === 'person' && isOwnFace(other.box, box)))
    .map(({ box: [x, y, width, height], score }): Sighting => {
      const left = Math.max(0, x + width / 2 - BODY.half * width);
      const top = Math.max(0, y - BODY.above * height);
      const right = Math.min(1, x + width / 2 + BODY.half * width);
      const bottom = Math.min(1, y + height + BODY.below * height);
      return { kind: 'face', score, box: [left, top, right - left, bottom - top], trail: [] };
    });

/** Factor on the worth of a sighting: what contradicts itself counts little, a face makes a person sure. */
export const plausibility = (
  { kind, score, box }: Pick<Sighting, 'kind' | 'score' | 'box'>,
  faces: readonly Sighting[],
): number => {
  const huge = box[2] > HUGE_WIDTH && score < HUGE_SCORE && kind !== 'moving' ? IMPLAUSIBLE : 1;
  if (kind !== 'person') return huge;
  return faces.some((face) => isOwnFace(box, face.box)) ? FACE_BONUS * huge : huge;
};
