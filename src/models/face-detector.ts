import type { BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { Network, OpenNetworkOptions, TensorMap } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { cropImage, wholePixelBox } from '../vision/crop-image';
import { resizeBilinear } from '../vision/resize';
import { planarTensor, uniformScaling } from './image-tensor';
import { isCutByTile, planTiles, type Tile } from './plan-tiles';
import { shareInside, suppressOverlaps, type ScoredBox } from './suppress-overlaps';

const INPUT_WIDTH_PX = 320;
const INPUT_HEIGHT_PX = 240;
/** The upstream demo's `(x - 127) / 128`. */
const SCALING = uniformScaling(127, 1 / 128);
/** Boxes of one face overlap by more than this (upstream 0.3). */
const MAX_OVERLAP = 0.3;

/** A larger face would have been found in a coarser look already. */
const MAX_TILE_SHARE = 0.5;
/** A box this far inside a known face is a part of it. */
const MAX_SHARE_INSIDE = 0.5;

/** A face in pixels of the given picture; the box runs from forehead to chin and may reach outside. */
export type DetectedFace = ScoredBox;

export interface FaceSearch {
  /** Lowest score to report, 0..1. */
  readonly minScore?: number;
  /** 1 looks at the whole picture; 2 and 3 look closer in tiles as well, for faces under a tenth of its height. */
  readonly levels?: number;
}

export interface FaceDetector extends AsyncDisposable {
  /** Best first, no two of one face. Throws what `Network.run` throws. */
  detect(image: RgbaImage, search?: FaceSearch): Promise<DetectedFace[]>;
}

/** Calibrated on portraits, crowds and faceless clips: see docs/models.md. */
const DEFAULT_MIN_SCORE = 0.7;

/**
 * Network output to boxes in pixels of the picture.
 * `scores` `[1, n, 2]` (background, face); `boxes` `[1, n, 4]` corners, 0..1 of the tile.
 */
export const decodeFaces = (output: TensorMap, tile: BoxPx, minScore: number): DetectedFace[] => {
  const scores = output['scores']!.data as Float32Array;
  const boxes = output['boxes']!.data as Float32Array;
  const faces: DetectedFace[] = [];
  for (let i = 0; i * 2 < scores.length; i++) {
    const score = scores[i * 2 + 1]!;
    if (score < minScore) continue;
    const [left, top, right, bottom] = boxes.subarray(i * 4, i * 4 + 4);
    const box = {
      xPx: tile.xPx + left! * tile.widthPx,
      yPx: tile.yPx + top! * tile.heightPx,
      widthPx: (right! - left!) * tile.widthPx,
      heightPx: (bottom! - top!) * tile.heightPx,
    };
    faces.push({ box, score });
  }
  return faces;
};

const detectInTile = async (
  network: Network,
  image: RgbaImage,
  tile: Tile,
  minScore: number,
): Promise<DetectedFace[]> => {
  const whole = wholePixelBox(tile, image.widthPx, image.heightPx);
  const small = resizeBilinear(cropImage(image, whole), INPUT_WIDTH_PX, INPUT_HEIGHT_PX);
  const output = await network.run({ input: planarTensor(small, SCALING) });
  const faces = suppressOverlaps(decodeFaces(output, whole, minScore), MAX_OVERLAP);
  const maxHeightPx = tile.level === 1 ? Infinity : whole.heightPx * MAX_TILE_SHARE;
  return faces.filter((face) => face.box.heightPx <= maxHeightPx && !isCutByTile(face.box, whole, image));
};

const detectFaces = async (
  network: Network,
  image: RgbaImage,
  { minScore = DEFAULT_MIN_SCORE, levels = 1 }: FaceSearch,
): Promise<DetectedFace[]> => {
  let found: DetectedFace[] = [];
  for (const tile of planTiles(image, INPUT_WIDTH_PX / INPUT_HEIGHT_PX, levels)) {
    const faces = await detectInTile(network, image, tile, minScore);
    const isNew = (face: DetectedFace) =>
      found.every((known) => shareInside(known.box, face.box) < MAX_SHARE_INSIDE);
    // A tile that cuts a large face sees a small one in its half, so what a coarser look found is kept.
    found = [...found, ...faces.filter((face) => tile.level === 1 || isNew(face))];
  }
  return suppressOverlaps(found, MAX_OVERLAP);
};

/**
 * UltraFace RFB-320. Throws what `openNetwork` throws.
 * Source: https://github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB
 */
export const openFaceDetector = async (options: OpenNetworkOptions): Promise<FaceDetector> => {
  const network = await openNetwork(modelAsset('face-detection'), options);
  return {
    detect: (image, search = {}) => detectFaces(network, image, search),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
