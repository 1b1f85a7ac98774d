import type { BoxPx } from '../core/geometry';
import type { TensorMap } from '../inference/network';
import { COCO_CLASSES, type CocoClass } from './coco-classes';
import type { ScoredBox } from './suppress-overlaps';

export const NANODET_SIDE_PX = 416;

/** Each head looks at one grid; distances are read in units of its stride. */
const HEADS = [
  { stridePx: 8, scores: 'Identity', distances: 'Identity_3' },
  { stridePx: 16, scores: 'Identity_1', distances: 'Identity_4' },
  { stridePx: 32, scores: 'Identity_2', distances: 'Identity_5' },
] as const;

/** A distance is the mean of a distribution over 0..10 strides (Li et al., "Generalized Focal Loss", 2020). */
const BINS = 11;

export interface DetectedObject extends ScoredBox {
  readonly className: CocoClass;
}

/** Mean of softmax-weighted bin numbers. */
export const distributionMean = (logits: Float32Array): number => {
  const peak = Math.max(...logits);
  let weight = 0;
  let sum = 0;
  for (let bin = 0; bin < logits.length; bin++) {
    const share = Math.exp(logits[bin]! - peak);
    weight += share;
    sum += share * bin;
  }
  return sum / weight;
};

const bestClass = (scores: Float32Array, at: number): number => {
  let best = 0;
  for (let index = 1; index < COCO_CLASSES.length; index++)
    if (scores[at + index]! > scores[at + best]!) best = index;
  return best;
};

/** Left, top, right, bottom from the cell's centre, to a box, all in pixels of the input. */
const boxAt = (distances: Float32Array, cell: number, stridePx: number): BoxPx => {
  const cells = NANODET_SIDE_PX / stridePx;
  const side = (index: number): number => {
    const at = (cell * 4 + index) * BINS;
    return distributionMean(distances.subarray(at, at + BINS)) * stridePx;
  };
  const clip = (value: number): number => Math.min(NANODET_SIDE_PX, Math.max(0, value));
  const centerX = ((cell % cells) + 0.5) * stridePx;
  const centerY = (Math.floor(cell / cells) + 0.5) * stridePx;
  const [left, top, right, bottom] = [
    clip(centerX - side(0)),
    clip(centerY - side(1)),
    clip(centerX + side(2)),
    clip(centerY + side(3)),
  ];
  return { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top };
};

/** Every cell's best class above `minScore`, not yet rid of overlaps, in pixels of the input. */
export const decodeNanodet = (output: TensorMap, minScore: number): DetectedObject[] => {
  const found: DetectedObject[] = [];
  for (const { stridePx, scores: scoresName, distances: distancesName } of HEADS) {
    const scores = output[scoresName]!.data as Float32Array;
    const distances = output[distancesName]!.data as Float32Array;
    for (let cell = 0; cell * COCO_CLASSES.length < scores.length; cell++) {
      const best = bestClass(scores, cell * COCO_CLASSES.length);
      const score = scores[cell * COCO_CLASSES.length + best]!;
      if (score < minScore) continue;
      found.push({ box: boxAt(distances, cell, stridePx), score, className: COCO_CLASSES[best]! });
    }
  }
  return found;
};
