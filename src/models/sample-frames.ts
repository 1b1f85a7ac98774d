import type { TimedImage } from '../core/image';
import { measureFrame, type MeasuredFrame } from '../vision/frame-measures';
import { signatureSimilarity } from '../vision/picture-signature';
import type { FrameMotion } from '../vision/shot-evidence';
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
