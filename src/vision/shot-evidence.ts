import type { Plane, RgbaImage } from '../core/image';
import { fitMix } from './mix-fit';
import type { FrameChange, MixEvidence } from './plan-shot-boundaries';
import { resizeArea } from './resize';
import { localChange, shotDifference, shotFeatures, type ShotFeatures } from './shot-features';

/** Colour grid for the mix fit: so coarse that motion inside a dissolve hardly matters. */
const MIX_COLUMNS = 16;
const MIX_ROWS = 9;
/** Distances, seconds, from a frame to the two it might be a mix of; covers dissolves of 0.3 s to 3 s. */
const MIX_REACH_SECONDS = [0.16, 0.32, 0.6, 1] as const;
/** A frame half-way through a change is a mix of about equal shares. */
const MIX_SHARE = { low: 0.3, high: 0.7 } as const;
const MIX_RESIDUAL_MAX = 0.35;
/** Code values: below it the two ends are nearly the same picture and any frame fits. */
const MIX_SPREAD_MIN = 8;
/** A flash is over, and the picture back, within this time. */
const FLASH_SECONDS = 0.3;
/** Only changes of at least this score are looked at as cuts. */
const CANDIDATE_SCORE = 0.2;

/** A frame whose pixels are still held. */
export interface HeldFrame {
  readonly index: number;
  readonly timeSeconds: number;
  readonly features: ShotFeatures;
  readonly mixGrid: Plane;
}

/** Interleaved RGB of a coarse grid as one plane. */
const mixGridOf = (image: RgbaImage): Plane => {
  const grid = resizeArea(image, MIX_COLUMNS, MIX_ROWS);
  const data = new Float32Array(MIX_COLUMNS * MIX_ROWS * 3);
  for (let i = 0; i < MIX_COLUMNS * MIX_ROWS; i++) data.set(grid.data.subarray(i * 4, i * 4 + 3), i * 3);
  return { widthPx: MIX_COLUMNS * 3, heightPx: MIX_ROWS, data };
};

const contrastOf = (luma: Plane): number => {
  let sum = 0;
  let squares = 0;
  for (const value of luma.data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / luma.data.length;
  return Math.sqrt(Math.max(0, squares / luma.data.length - mean * mean));
};

/** The newest frames, oldest first, and the numbers kept of every frame (`changes[frame.index]`). */
export interface FrameWindow {
  readonly held: HeldFrame[];
  readonly changes: FrameChange[];
}

const heldAt = ({ held }: FrameWindow, index: number): HeldFrame | undefined =>
  held[index - (held[0]?.index ?? 0)];

/** How a frame differs from the one before. */
export interface FrameMotion {
  /** Change of the whole picture, 0 .. about 1. */
  readonly score: number;
  /** Luma change in the part that changes most, code values. */
  readonly local: number;
}

export const motionOf = (window: FrameWindow, frame: HeldFrame): FrameMotion => {
  const before = heldAt(window, frame.index - 1);
  const local = before ? localChange(before.features.luma, frame.features.luma) : 0;
  return { score: window.changes[frame.index]!.score, local };
};

/** Measures a frame against the one before and adds it to the window. */
export const addFrame = (window: FrameWindow, image: RgbaImage, timeSeconds: number): HeldFrame => {
  const features = shotFeatures(image);
  const before = window.held.at(-1);
  const frame = { index: window.changes.length, timeSeconds, features, mixGrid: mixGridOf(features.grid) };
  window.held.push(frame);
  window.changes.push({
    timeSeconds,
    score: before ? shotDifference(before.features, features).score : 0,
    returnScore: Number.POSITIVE_INFINITY,
    returnIndex: -1,
    isVoid: features.isVoid,
    contrast: contrastOf(features.luma),
    mixes: [],
  });
  return frame;
};

/** Was an earlier jump a flash, after which the picture came back by the newest frame? */
export const noteReturns = (window: FrameWindow, newest: HeldFrame): void => {
  for (const frame of window.held) {
    const change = window.changes[frame.index]!;
    const before = heldAt(window, frame.index - 1);
    if (change.score < CANDIDATE_SCORE || !before || frame.index >= newest.index) continue;
    if (newest.timeSeconds - frame.timeSeconds > FLASH_SECONDS) continue;
    const { score } = shotDifference(before.features, newest.features);
    if (score < change.returnScore) Object.assign(change, { returnScore: score, returnIndex: newest.index });
  }
};

/** Fits frame `middle` as a mix of the frames `reach` before and after it. */
const mixOf = (window: FrameWindow, middle: HeldFrame, reach: number): MixEvidence | null => {
  const before = heldAt(window, middle.index - reach);
  const after = heldAt(window, middle.index + reach);
  if (!before || !after) return null;
  const { share, residual, spread } = fitMix(before.mixGrid, middle.mixGrid, after.mixGrid);
  if (share < MIX_SHARE.low || share > MIX_SHARE.high) return null;
  if (residual > MIX_RESIDUAL_MAX || spread < MIX_SPREAD_MIN) return null;
  return { strength: shotDifference(before.features, after.features).residual * (1 - residual), reach };
};

/** Tests every frame whose "after" partner the newest frame is. */
export const noteMixes = (window: FrameWindow, newest: HeldFrame): void => {
  const oldest = window.held[0]!;
  const span = newest.timeSeconds - oldest.timeSeconds;
  const rate = span > 0 ? (newest.index - oldest.index) / span : 0;
  for (const seconds of MIX_REACH_SECONDS) {
    const reach = Math.max(2, Math.round(seconds * rate));
    const middle = heldAt(window, newest.index - reach);
    const mix = middle ? mixOf(window, middle, reach) : null;
    if (middle && mix) window.changes[middle.index]!.mixes.push(mix);
  }
};

/** Lets go of pixels that no test can reach any more. */
export const dropOldFrames = ({ held }: FrameWindow, timeSeconds: number): void => {
  const keepSeconds = 2 * Math.max(...MIX_REACH_SECONDS) + 0.1;
  while (held.length > 8 && timeSeconds - held[0]!.timeSeconds > keepSeconds) held.shift();
};
