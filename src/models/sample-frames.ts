import type { TimedImage } from '../core/image';
import { measureFrame, type MeasuredFrame } from '../vision/frame-measures';
import type { ShotBoundary } from '../vision/plan-shot-boundaries';
import { signatureSimilarity } from '../vision/picture-signature';
import type { FrameMotion } from '../vision/shot-evidence';
import { shotDifference, shotFeatures, type ShotFeatures } from '../vision/shot-features';
import type { FaceFinder } from './face-finder';

/** Measures one picture of at most `ANALYSIS_PX`, faces included. */
export const takeSample = async (
  { image, timeSeconds }: TimedImage,
  motion: FrameMotion | null,
  faces: FaceFinder,
): Promise<MeasuredFrame> => {
  const measured = measureFrame(image, { timeSeconds, faces: [], motion, inTransition: false });
  return { ...measured, measures: { ...measured.measures, faces: await faces.find(image) } };
};

/** Similarity from which a sample has the faces of the one before it, near enough to choose by. */
const SAME_FACES = 0.92;

/** Samples in order of time; faces are looked for only where the picture has changed. */
export const createSampler = (faces: FaceFinder) => {
  let searched: MeasuredFrame | null = null;
  return async (frame: TimedImage, motion: FrameMotion | null): Promise<MeasuredFrame> => {
    const known = { timeSeconds: frame.timeSeconds, faces: [], motion, inTransition: false };
    const measured = measureFrame(frame.image, known);
    const { signature } = measured.measures;
    const isSame = searched && signatureSimilarity(searched.measures.signature, signature) > SAME_FACES;
    const found = isSame && searched ? searched.measures.faces : await faces.find(frame.image);
    const sample = { ...measured, measures: { ...measured.measures, faces: found } };
    if (!isSame) searched = sample;
    return sample;
  };
};

/** Difference from which two frames seconds apart are taken for two shots. */
const OTHER_SHOT = 0.3;

/** A cut somewhere between two samples that show different things. */
const boundaryBetween = (before: number, after: number): ShotBoundary => ({
  kind: 'cut',
  startSeconds: (before + after) / 2,
  endSeconds: (before + after) / 2,
  timeSeconds: (before + after) / 2,
});

/** Measures frames that lie apart, in order of time; a boundary stands where two neighbours differ. */
export const sampleSparsely = async (
  images: AsyncIterable<TimedImage>,
  faces: FaceFinder,
  onSample: (count: number) => void,
) => {
  const samples: MeasuredFrame[] = [];
  const sample = createSampler(faces);
  const boundaries: ShotBoundary[] = [];
  let before: { readonly features: ShotFeatures; readonly timeSeconds: number } | null = null;
  for await (const frame of images) {
    onSample(samples.length);
    if (before && frame.timeSeconds <= before.timeSeconds) continue;
    const features = shotFeatures(frame.image);
    if (before && shotDifference(before.features, features).score > OTHER_SHOT) {
      boundaries.push(boundaryBetween(before.timeSeconds, frame.timeSeconds));
    }
    before = { features, timeSeconds: frame.timeSeconds };
    samples.push(await sample(frame, null));
  }
  return { samples, boundaries };
};
