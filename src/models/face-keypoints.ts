import type { BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { cropImage, wholePixelBox } from '../vision/crop-image';
import { resizeBilinear } from '../vision/resize';
import { decodeBlazeFace, type RawFace } from './blazeface-anchors';
import { interleavedTensor, uniformScaling } from './image-tensor';

const INPUT_SIDE_PX = 256;
/** 0..255 to -1..1. */
const SCALING = uniformScaling(127.5, 1 / 127.5);
/** MediaPipe's own detection threshold for this network. */
const MIN_SCORE = 0.5;
/** The network looks at a square this many times the face's longer side: it was trained on whole photos. */
const CONTEXT = 2.4;

export interface PointPx {
  readonly xPx: number;
  readonly yPx: number;
}

/** In pixels of the given picture. Left and right are the person's own; ears are guesses when hidden. */
export interface FaceKeypoints {
  readonly rightEye: PointPx;
  readonly leftEye: PointPx;
  readonly noseTip: PointPx;
  readonly mouth: PointPx;
  readonly rightEar: PointPx;
  readonly leftEar: PointPx;
  /** 0..1 that there is a face at all: a second opinion on the detector's box. */
  readonly score: number;
}

export interface FaceKeypointFinder extends AsyncDisposable {
  /** Keypoints of the face in `face`, or undefined when the network sees none there. */
  find(image: RgbaImage, face: BoxPx): Promise<FaceKeypoints | undefined>;
}

/** A square round the face; parts outside the picture are left black, so the face keeps its place. */
const squareCrop = (image: RgbaImage, face: BoxPx): { readonly square: BoxPx; readonly crop: RgbaImage } => {
  const sidePx = Math.max(1, Math.round(Math.max(face.widthPx, face.heightPx) * CONTEXT));
  const xPx = Math.round(face.xPx + face.widthPx / 2 - sidePx / 2);
  const yPx = Math.round(face.yPx + face.heightPx / 2 - sidePx / 2);
  const inside = wholePixelBox(
    {
      xPx: Math.max(0, xPx),
      yPx: Math.max(0, yPx),
      widthPx: Math.min(image.widthPx, xPx + sidePx) - Math.max(0, xPx),
      heightPx: Math.min(image.heightPx, yPx + sidePx) - Math.max(0, yPx),
    },
    image.widthPx,
    image.heightPx,
  );
  const part = cropImage(image, inside);
  const data = new Uint8ClampedArray(sidePx * sidePx * 4);
  for (let row = 0; row < part.heightPx; row++) {
    const to = ((inside.yPx - yPx + row) * sidePx + inside.xPx - xPx) * 4;
    data.set(part.data.subarray(row * part.widthPx * 4, (row + 1) * part.widthPx * 4), to);
  }
  const crop = { widthPx: sidePx, heightPx: sidePx, data };
  return { square: { xPx, yPx, widthPx: sidePx, heightPx: sidePx }, crop };
};

/** The face asked for sits in the middle; among several the nearest good one is meant. */
const pickCentral = (faces: readonly RawFace[]): RawFace | undefined => {
  const merit = ({ score, box: [x, y] }: RawFace): number => score - 2 * Math.hypot(x - 0.5, y - 0.5);
  return faces.reduce<RawFace | undefined>(
    (best, face) => (best && merit(best) >= merit(face) ? best : face),
    undefined,
  );
};

const findKeypoints = async (
  network: Network,
  image: RgbaImage,
  face: BoxPx,
): Promise<FaceKeypoints | undefined> => {
  const { square, crop } = squareCrop(image, face);
  const small = resizeBilinear(crop, INPUT_SIDE_PX, INPUT_SIDE_PX);
  const output = await network.run({ 'input:0': interleavedTensor(small, SCALING) });
  const found = pickCentral(decodeBlazeFace(output, MIN_SCORE));
  if (!found) return undefined;
  const point = (index: number): PointPx => {
    const [x, y] = found.points[index]!;
    return { xPx: square.xPx + x * square.widthPx, yPx: square.yPx + y * square.heightPx };
  };
  return {
    rightEye: point(0),
    leftEye: point(1),
    noseTip: point(2),
    mouth: point(3),
    rightEar: point(4),
    leftEar: point(5),
    score: found.score,
  };
};

/** MediaPipe BlazeFace, back-camera network. Throws what `openNetwork` throws. */
export const openFaceKeypoints = async (options: OpenNetworkOptions): Promise<FaceKeypointFinder> => {
  const network = await openNetwork(modelAsset('face-keypoints'), options);
  return {
    find: (image, face) => findKeypoints(network, image, face),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
