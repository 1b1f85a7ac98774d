import type { CoverResult } from '../../../core/cover-candidates';
import type { NormalizedBox } from '../../../core/geometry';
import { centredBox } from '../../media/edit-box';

/** A frame to make a cover of. */
export interface Pick {
  readonly id: string;
  readonly timeSeconds: number;
  readonly crop: NormalizedBox;
}

/** As many as the parameter `Times` takes. */
export const MAX_PICKS = 10;

const WHOLE: NormalizedBox = [0, 0, 1, 1];

/** `9:16` -> width / height in shares of a picture of this size; the source's own shape is 1. */
export const normalAspect = (aspectRatio: string, widthPx: number, heightPx: number): number => {
  const [width, height] = aspectRatio.split(':').map(Number);
  if (!width || !height || !widthPx || !heightPx) return 1;
  return (width / height) * (heightPx / widthPx);
};

const hasAspect = ([, , w, h]: NormalizedBox, aspect: number): boolean => Math.abs(w / h / aspect - 1) < 0.02;

/** Keeps a proposed crop that has the wanted shape, else takes the largest centred one. */
export const cropFor = (proposed: NormalizedBox | undefined, aspect: number): NormalizedBox => {
  if (proposed && hasAspect(proposed, aspect)) return proposed;
  return aspect === 1 ? WHOLE : centredBox(aspect);
};

export const newPick = (timeSeconds: number, crop: NormalizedBox): Pick => ({
  id: crypto.randomUUID(),
  timeSeconds,
  crop,
});

/** The covers as they are, as a start for picking others. */
export const picksOfResult = (
  result: CoverResult,
  cropAt: (timeSeconds: number) => NormalizedBox | undefined,
  aspect: number,
): readonly Pick[] =>
  result.slice(0, MAX_PICKS).map(({ Time, Crop }) => {
    const timeSeconds = Number(Time) / 1000;
    return newPick(timeSeconds, cropFor(Crop ?? cropAt(timeSeconds), aspect));
  });
