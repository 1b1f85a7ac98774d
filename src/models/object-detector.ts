import type { RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { resizeBilinear } from '../vision/resize';
import { decodeNanodet, NANODET_SIDE_PX, type DetectedObject } from './decode-nanodet';
import { planarTensor, type PixelScaling } from './image-tensor';
import { suppressOverlaps } from './suppress-overlaps';

/** NanoDet's training settings, here in the order red, green, blue; the network takes blue first. */
const SCALING: PixelScaling = {
  mean: [123.675, 116.28, 103.53],
  scale: [1 / 58.395, 1 / 57.12, 1 / 57.375],
};
const MAX_OVERLAP = 0.5;
/** Calibrated on people in the sample clips: see docs/models.md. */
const DEFAULT_MIN_SCORE = 0.35;
/** About the mean brightness of photos. */
const BORDER_GREY = 114;

export interface ObjectDetector extends AsyncDisposable {
  /** People and things of the 80 COCO classes, best first. Throws what `Network.run` throws. */
  detect(image: RgbaImage, minScore?: number): Promise<DetectedObject[]>;
}

/** Boxes of one class only compete with each other: a rider does not hide a horse. */
const suppressByClass = (objects: readonly DetectedObject[]): DetectedObject[] => {
  const classes = new Set(objects.map((object) => object.className));
  return [...classes]
    .flatMap((name) =>
      suppressOverlaps(
        objects.filter(({ className }) => className === name),
        MAX_OVERLAP,
      ),
    )
    .sort((a, b) => b.score - a.score);
};

/**
 * The picture at the top left of a square, at its own shape: stretched people are missed (docs/models.md).
 * `scale` is input pixels per picture pixel.
 */
const letterbox = (image: RgbaImage): { readonly square: RgbaImage; readonly scale: number } => {
  const scale = NANODET_SIDE_PX / Math.max(image.widthPx, image.heightPx);
  const widthPx = Math.max(1, Math.round(image.widthPx * scale));
  const heightPx = Math.max(1, Math.round(image.heightPx * scale));
  const small = resizeBilinear(image, widthPx, heightPx);
  const data = new Uint8ClampedArray(NANODET_SIDE_PX * NANODET_SIDE_PX * 4).fill(BORDER_GREY);
  for (let row = 0; row < heightPx; row++) {
    data.set(small.data.subarray(row * widthPx * 4, (row + 1) * widthPx * 4), row * NANODET_SIDE_PX * 4);
  }
  return { square: { widthPx: NANODET_SIDE_PX, heightPx: NANODET_SIDE_PX, data }, scale };
};

const detectObjects = async (
  network: Network,
  image: RgbaImage,
  minScore: number,
): Promise<DetectedObject[]> => {
  const { square, scale } = letterbox(image);
  const output = await network.run({ [network.inputNames[0]!]: planarTensor(square, SCALING, 'bgr') });
  const objects = decodeNanodet(output, minScore).map((object) => intoPicture(object, image, scale));
  // A box may lie wholly in the grey that fills the square round the picture.
  return suppressByClass(objects.filter(({ box }) => box.widthPx > 0 && box.heightPx > 0));
};

/** Input pixels to pixels of the picture, cut at its edges. */
const intoPicture = (object: DetectedObject, image: RgbaImage, scale: number): DetectedObject => {
  const { xPx, yPx, widthPx, heightPx } = object.box;
  const right = Math.min(image.widthPx, (xPx + widthPx) / scale);
  const bottom = Math.min(image.heightPx, (yPx + heightPx) / scale);
  const box = {
    xPx: xPx / scale,
    yPx: yPx / scale,
    widthPx: right - xPx / scale,
    heightPx: bottom - yPx / scale,
  };
  return { ...object, box };
};

/** NanoDet-g, 416 px. Throws what `openNetwork` throws. Source: https://github.com/RangiLyu/nanodet */
export const openObjectDetector = async (options: OpenNetworkOptions): Promise<ObjectDetector> => {
  const network = await openNetwork(modelAsset('object-detection'), options);
  return {
    detect: (image, minScore = DEFAULT_MIN_SCORE) => detectObjects(network, image, minScore),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
