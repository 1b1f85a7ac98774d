import { isAbortError } from '../core/errors';
import { toNormalizedBox, type BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';
import type { RunContext } from '../core/media-function';
import { openFaceDetector, type DetectedFace, type FaceDetector } from './face-detector';
import { openFaceKeypoints, type FaceKeypointFinder, type FaceKeypoints } from './face-keypoints';
import { lumaPlane } from '../vision/color';
import { cropImage } from '../vision/crop-image';
import { measureSharpness } from '../vision/sharpness';
import type { FaceMeasure } from '../vision/frame-measures';

export interface FaceFinder extends AsyncDisposable {
  /** Faces of a picture, largest first; empty when there are none or no network could be loaded. */
  find(image: RgbaImage): Promise<readonly FaceMeasure[]>;
}

/** A face is believed when the keypoint network sees it too, or when the detector is this sure. */
const SURE_SCORE = 0.97;
const MAX_FACES = 5;
/** Side of the patch round an eye, as a share of the distance between the eyes. */
const EYE_PATCH = 0.42;

const patchAround = (x: number, y: number, sidePx: number): BoxPx => ({
  xPx: x - sidePx / 2,
  yPx: y - sidePx / 2,
  widthPx: sidePx,
  heightPx: sidePx,
});

/** Spread of luma in a patch relative to its mean: iris and white of an open eye spread it. */
const patchContrast = (image: RgbaImage, box: BoxPx): number => {
  const { data } = lumaPlane(cropImage(image, box));
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return Math.sqrt(variance) / Math.max(20, mean);
};

/** Nearer than this, px, the eyes are a few pixels each and say nothing. */
const MIN_EYE_DISTANCE_PX = 14;

const eyeContrast = (image: RgbaImage, { leftEye, rightEye }: FaceKeypoints): number | null => {
  const apart = Math.hypot(leftEye.xPx - rightEye.xPx, leftEye.yPx - rightEye.yPx);
  if (apart < MIN_EYE_DISTANCE_PX) return null;
  const side = EYE_PATCH * apart;
  const eyes = [leftEye, rightEye].map(({ xPx, yPx }) => patchContrast(image, patchAround(xPx, yPx, side)));
  return (eyes[0]! + eyes[1]!) / 2;
};

/** 1 when the nose lies midway between the eyes, 0 in profile. */
const frontality = ({ leftEye, rightEye, noseTip }: FaceKeypoints): number => {
  const apart = Math.hypot(leftEye.xPx - rightEye.xPx, leftEye.yPx - rightEye.yPx);
  const middle = (leftEye.xPx + rightEye.xPx) / 2;
  return Math.max(0, 1 - (2 * Math.abs(noseTip.xPx - middle)) / Math.max(1, apart));
};

const measureFace = (
  image: RgbaImage,
  { box, score }: DetectedFace,
  points: FaceKeypoints | undefined,
): FaceMeasure => {
  const luma = lumaPlane(cropImage(image, box));
  return {
    box: toNormalizedBox(box, image.widthPx, image.heightPx),
    confidence: score,
    acutance: measureSharpness(luma).acutance,
    luma: luma.data.reduce((sum, value) => sum + value, 0) / luma.data.length,
    eyeContrast: points ? eyeContrast(image, points) : null,
    eyesOpen: null,
    frontal: points ? frontality(points) : null,
  };
};

const findFaces = async (
  detector: FaceDetector,
  keypoints: FaceKeypointFinder,
  image: RgbaImage,
): Promise<readonly FaceMeasure[]> => {
  const found = (await detector.detect(image)).slice(0, MAX_FACES);
  const faces: FaceMeasure[] = [];
  for (const face of found) {
    const points = await keypoints.find(image, face.box);
    if (points || face.score >= SURE_SCORE) faces.push(measureFace(image, face, points));
  }
  return faces.sort((a, b) => b.box[3] - a.box[3]);
};

/** The second network's failure closes the first. */
const openNetworks = async (ctx: RunContext<'model'>) => {
  const options = { signal: ctx.signal, backend: ctx.backend, log: ctx.log };
  const onDownload = (from: number, span: number) => (share: number) =>
    ctx.progress('model', from + share * span);
  const detector = await openFaceDetector({ ...options, onDownload: onDownload(0, 0.6) });
  try {
    const keypoints = await openFaceKeypoints({ ...options, onDownload: onDownload(0.6, 0.4) });
    return { detector, keypoints };
  } catch (error) {
    await detector[Symbol.asyncDispose]();
    throw error;
  }
};

/** Opens both face networks. When they can not be loaded the job goes on without faces, and the log says so. */
export const openFaceFinder = async (ctx: RunContext<'model'>): Promise<FaceFinder> => {
  try {
    const { detector, keypoints } = await openNetworks(ctx);
    return {
      find: (image) => findFaces(detector, keypoints, image),
      [Symbol.asyncDispose]: async () => {
        await keypoints[Symbol.asyncDispose]();
        await detector[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (isAbortError(error)) throw error;
    ctx.log(`Faces are not looked for: ${String(error)}`);
    return { find: async () => [], [Symbol.asyncDispose]: async () => undefined };
  }
};
