import type { BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { resizeBilinear } from '../vision/resize';
import { IMAGENET_SCALING, planarTensor } from './image-tensor';
import { uprightBox, type OrientedBox } from './oriented-box';
import { findTextRegions } from './text-regions';

/** Sides must be multiples of this. */
const SIDE_STEP_PX = 32;
const DEFAULT_LONG_SIDE_PX = 960;
/** Enlarging more than this blurs letters without helping. */
const MAX_ENLARGE = 2;
/** PaddleOCR's box threshold. */
const DEFAULT_MIN_SCORE = 0.6;

/** One line of text, in pixels of the given picture. */
export interface TextLineBox {
  readonly oriented: OrientedBox;
  /** Upright, inside the picture. */
  readonly box: BoxPx;
  /** 0..1 */
  readonly score: number;
}

export interface TextSearch {
  /** The picture is scaled to about this length of its longer side; larger finds smaller text and costs more. */
  readonly longSidePx?: number;
  readonly minScore?: number;
}

export interface TextDetector extends AsyncDisposable {
  /** Lines from top to bottom. Throws what `Network.run` throws. */
  detect(image: RgbaImage, search?: TextSearch): Promise<TextLineBox[]>;
}

const workingSide = (sidePx: number, scale: number): number =>
  Math.max(SIDE_STEP_PX, Math.round((sidePx * scale) / SIDE_STEP_PX) * SIDE_STEP_PX);

const scaleBox = (box: OrientedBox, scaleX: number, scaleY: number): OrientedBox => ({
  centerX: box.centerX * scaleX,
  centerY: box.centerY * scaleY,
  width: box.width * scaleX,
  height: box.height * scaleY,
  angle: Math.atan2(Math.sin(box.angle) * scaleY, Math.cos(box.angle) * scaleX),
});

const detectText = async (
  network: Network,
  image: RgbaImage,
  { longSidePx = DEFAULT_LONG_SIDE_PX, minScore = DEFAULT_MIN_SCORE }: TextSearch,
): Promise<TextLineBox[]> => {
  const scale = Math.min(MAX_ENLARGE, longSidePx / Math.max(image.widthPx, image.heightPx));
  const widthPx = workingSide(image.widthPx, scale);
  const heightPx = workingSide(image.heightPx, scale);
  // PaddleOCR reads pictures as BGR and applies the statistics in that order.
  const input = planarTensor(resizeBilinear(image, widthPx, heightPx), BGR_IMAGENET, 'bgr');
  const output = await network.run({ [network.inputNames[0]!]: input });
  const map = {
    widthPx,
    heightPx,
    data: Float32Array.from(output[network.outputNames[0]!]!.data as Float32Array),
  };
  const lines = findTextRegions(map, minScore).map(({ box, score }) => {
    const oriented = scaleBox(box, image.widthPx / widthPx, image.heightPx / heightPx);
    return { oriented, box: uprightBox(oriented, image.widthPx, image.heightPx), score };
  });
  return lines.sort((a, b) => a.oriented.centerY - b.oriented.centerY);
};

const BGR_IMAGENET = {
  mean: [IMAGENET_SCALING.mean[2], IMAGENET_SCALING.mean[1], IMAGENET_SCALING.mean[0]],
  scale: [IMAGENET_SCALING.scale[2], IMAGENET_SCALING.scale[1], IMAGENET_SCALING.scale[0]],
} as const;

/**
 * `careful` (PP-OCRv4) finds single and thin characters, a lone 一 among them; `fast` (PP-OCRv6 tiny) takes half to a
 * quarter of the time and is enough to see whether and where there is text. Figures: docs/models.md.
 */
export type TextLook = 'careful' | 'fast';

/** PaddleOCR text detection (DB). Throws what `openNetwork` throws. */
export const openTextDetector = async (
  options: OpenNetworkOptions,
  look: TextLook = 'careful',
): Promise<TextDetector> => {
  const network = await openNetwork(
    modelAsset(look === 'fast' ? 'text-detection-fast' : 'text-detection'),
    options,
  );
  return {
    detect: (image, search = {}) => detectText(network, image, search),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
