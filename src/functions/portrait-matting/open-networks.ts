import type { BoxPx } from '../../core/geometry';
import type { Plane, RgbaImage } from '../../core/image';
import type { OpenNetworkOptions } from '../../inference/network';
import { openFaceDetector } from '../../models/face-detector';
import { openObjectDetector } from '../../models/object-detector';
import { closeTogether, openTogether } from '../../models/open-together';
import { openPortraitMatte } from '../../models/portrait-matte';
import { openSubjectMatte } from '../../models/subject-matte';
import { shareInside } from '../../models/suppress-overlaps';
import type { SubjectKind } from './subject-kind';

/** What a matte asks of the networks. */
export interface MatteNetworks {
  /** Boxes of people, best first. */
  findPeople(image: RgbaImage): Promise<readonly BoxPx[]>;
  /** Alpha 0..1 in the network's own size, with the picture's shorter side scaled to about `shortSidePx`. */
  portrait(image: RgbaImage, shortSidePx: number): Promise<Plane>;
  /** Soft mask of what stands out, in the picture's size; only for `any`. */
  readonly salient: ((image: RgbaImage) => Promise<Plane>) | null;
}

/** Lower than for counting objects: a person who is missed is cut away. */
const MIN_PERSON_SCORE = 0.3;

/** A head this far inside a body is that person's own. */
const MAX_SHARE_INSIDE = 0.6;

/** Head to waist, from a face box: what a detector of whole people misses in close-ups. */
const bodyOf = (face: BoxPx, image: RgbaImage): BoxPx => {
  const left = Math.max(0, face.xPx - face.widthPx);
  const top = Math.max(0, face.yPx - face.heightPx * 0.7);
  return {
    xPx: left,
    yPx: top,
    widthPx: Math.min(image.widthPx, face.xPx + face.widthPx * 2) - left,
    heightPx: Math.min(image.heightPx, face.yPx + face.heightPx * 3.5) - top,
  };
};

type Networks = MatteNetworks & AsyncDisposable;

const openForPeople = async (options: OpenNetworkOptions): Promise<Networks> => {
  const opened = await openTogether(
    () => openPortraitMatte(options),
    () => openObjectDetector(options),
    () => openFaceDetector(options),
  );
  const [matte, objects, faces] = opened;
  const findPeople = async (image: RgbaImage): Promise<readonly BoxPx[]> => {
    const found = await objects.detect(image, MIN_PERSON_SCORE);
    const bodies = found.filter(({ className }) => className === 'person').map(({ box }) => box);
    const heads = (await faces.detect(image)).map(({ box }) => bodyOf(box, image));
    const isNew = (head: BoxPx) => bodies.every((body) => shareInside(body, head) < MAX_SHARE_INSIDE);
    return [...bodies, ...heads.filter(isNew)];
  };
  return {
    findPeople,
    portrait: (image, shortSidePx) => matte.matte(image, { shortSidePx, asSeen: true }),
    salient: null,
    [Symbol.asyncDispose]: () => closeTogether(opened),
  };
};

const openForAny = async (options: OpenNetworkOptions): Promise<Networks> => {
  const opened = await openTogether(
    () => openPortraitMatte(options),
    () => openSubjectMatte(options),
  );
  const [matte, general] = opened;
  return {
    findPeople: () => Promise.resolve([]),
    portrait: (image, shortSidePx) => matte.matte(image, { shortSidePx, asSeen: true }),
    salient: (image) => general.matte(image),
    [Symbol.asyncDispose]: () => closeTogether(opened),
  };
};

/** Opens what the subject needs; close with `await using`. Throws what `openNetwork` throws. */
export const openMatteNetworks = (subject: SubjectKind, options: OpenNetworkOptions): Promise<Networks> =>
  subject === 'person' ? openForPeople(options) : openForAny(options);
