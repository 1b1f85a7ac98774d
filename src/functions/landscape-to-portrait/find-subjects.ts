import { toNormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { RunContext } from '../../core/media-function';
import { openFaceDetector, type FaceDetector } from '../../models/face-detector';
import { openObjectDetector, type ObjectDetector } from '../../models/object-detector';
import { closeTogether, openTogether } from '../../models/open-together';
import { openSubjectMatte, type SubjectMatte } from '../../models/subject-matte';
import type { ScoredBox } from '../../models/suppress-overlaps';
import { connectedComponents } from '../../vision/connected-components';
import { resizePlane } from '../../vision/resize';
import type { Look, Sighting, SightingKind } from './observations';
import { plausibility } from './plan-bodies';
import { classWeight, FULL_AREA } from './plan-prominence';
import { shareOfSmaller } from './box-overlap';

/** Finds what may be a subject, picture by picture in order of time. */
export interface SubjectFinder extends AsyncDisposable {
  /** `isFresh`: a new shot may have begun. */
  find(image: RgbaImage, timeSeconds: number, isFresh: boolean): Promise<Pick<Look, 'sightings' | 'faces'>>;
}

const MIN_OBJECT_SCORE = 0.25;
/** Narrower or lower than this share of the picture is nothing to follow. */
const MIN_SIDE = 0.01;
/** At most this many sightings a look, the most promising ones. */
const MAX_SIGHTINGS = 16;
/** Class, certainty and size together, from which an object settles what the picture is about. */
const CLEAR_SUBJECT = 0.12;
/** A rival must have less than this share of the first's promise; boxes that overlap more than so are one thing. */
const CLEAR_LEAD = 0.6;
const OTHER_SHARE = 0.5;
/** The matte network costs ten times the detectors, so it is asked only where they find nothing, and this often (s). */
const MATTE_SECONDS = 6;
const MATTE_LEVEL = 0.5;
/** The matte is read at this width, px; smaller spots than this share of the picture are left out. */
const MATTE_COLUMNS = 96;
const MIN_SPOT = 0.008;

const toSighting = (kind: SightingKind, { box, score }: ScoredBox, image: RgbaImage): Sighting => ({
  kind,
  score,
  box: toNormalizedBox(box, image.widthPx, image.heightPx),
  trail: [],
});

/** How likely a sighting is what the picture is about, before its motion is known. */
const promise = (sighting: Sighting): number => {
  const { kind, score, box } = sighting;
  const size = Math.sqrt(Math.min(FULL_AREA, box[2] * box[3]));
  return classWeight(kind) * score * size * plausibility(sighting, []);
};

/** Whether one thing stands out among what the detectors found. */
const isClearPicture = (sightings: readonly Sighting[]): boolean => {
  const [first, ...rest] = [...sightings].sort((a, b) => promise(b) - promise(a));
  if (!first || promise(first) < CLEAR_SUBJECT) return false;
  const rival = rest.find(({ box }) => shareOfSmaller(box, first.box) < OTHER_SHARE);
  return !rival || promise(rival) < CLEAR_LEAD * promise(first);
};

const findSpots = async (matte: SubjectMatte, image: RgbaImage): Promise<readonly Sighting[]> => {
  const rows = Math.max(1, Math.round((MATTE_COLUMNS * image.heightPx) / image.widthPx));
  const plane = resizePlane(await matte.matte(image), MATTE_COLUMNS, rows);
  const mask = Uint8Array.from(plane.data, (value) => (value > MATTE_LEVEL ? 1 : 0));
  return connectedComponents(mask, MATTE_COLUMNS, rows)
    .filter(({ pixels }) => pixels.length >= MIN_SPOT * mask.length)
    .map(({ pixels, left, top, right, bottom }): Sighting => {
      const score = pixels.reduce((sum, i) => sum + plane.data[i]!, 0) / pixels.length;
      const box = [left, top, right + 1 - left, bottom + 1 - top] as const;
      const [x, y, width, height] = box;
      return {
        kind: 'salient',
        score: Math.min(1, score),
        box: [x / MATTE_COLUMNS, y / rows, width / MATTE_COLUMNS, height / rows],
        trail: [],
      };
    });
};

interface Networks {
  readonly objects: ObjectDetector;
  readonly faces: FaceDetector;
  /** Opened when first needed. */
  readonly matte: () => Promise<SubjectMatte>;
  /** Ask the matte network of every picture: for stills, which have no motion to go by. */
  readonly alwaysMatte: boolean;
}

const createFinding = ({ objects, faces, matte, alwaysMatte }: Networks): SubjectFinder['find'] => {
  let matteDue = Number.NEGATIVE_INFINITY;
  return async (image, timeSeconds, isFresh) => {
    const found = (await objects.detect(image, MIN_OBJECT_SCORE))
      .map((object) => toSighting(object.className, object, image))
      // The detector also sees things in the border that squares its input.
      .filter(({ box }) => box[2] >= MIN_SIDE && box[3] >= MIN_SIDE);
    const sightings = found.sort((a, b) => promise(b) - promise(a)).slice(0, MAX_SIGHTINGS);
    const seenFaces = (await faces.detect(image)).map((face) => toSighting('face', face, image));
    const isDue = (isFresh || timeSeconds >= matteDue) && !isClearPicture(sightings);
    if (!isDue && !alwaysMatte) return { sightings, faces: seenFaces };
    matteDue = timeSeconds + MATTE_SECONDS;
    const spots = await findSpots(await matte(), image);
    return { sightings: [...sightings, ...spots], faces: seenFaces };
  };
};

/** Opens the detectors now and the matte network when it is needed. Throws what `openNetwork` throws. */
export const openSubjectFinder = async (
  ctx: RunContext<'model'>,
  alwaysMatte: boolean,
): Promise<SubjectFinder> => {
  const options = { signal: ctx.signal, backend: ctx.backend, log: ctx.log };
  const onDownload = (from: number, span: number) => (share: number) =>
    ctx.progress('model', from + share * span);
  const [objects, faces] = await openTogether<readonly [ObjectDetector, FaceDetector]>(
    () => openObjectDetector({ ...options, onDownload: onDownload(0, 0.8) }),
    () => openFaceDetector({ ...options, onDownload: onDownload(0.8, 0.2) }),
  );
  const opened: AsyncDisposable[] = [objects, faces];
  let matte: SubjectMatte | null = null;
  const openMatte = async (): Promise<SubjectMatte> => {
    if (!matte) {
      matte = await openSubjectMatte(options);
      opened.push(matte);
    }
    return matte;
  };
  return {
    find: createFinding({ objects, faces, matte: openMatte, alwaysMatte }),
    [Symbol.asyncDispose]: () => closeTogether(opened),
  };
};
