import type { NormalizedBox } from '../../core/geometry';
import type { CocoClass } from '../../models/coco-classes';
import { MOTION_COLUMNS, MOTION_ROWS, type Sighting, type SightingKind } from './observations';

/** How much a viewer cares for a class beside a person (1). What is not named counts `OTHER_WEIGHT`. */
const CLASS_WEIGHTS: Readonly<Partial<Record<CocoClass, number>>> = {
  person: 1,
  cat: 0.9,
  dog: 0.9,
  horse: 0.9,
  sheep: 0.9,
  cow: 0.9,
  elephant: 0.9,
  bear: 0.9,
  zebra: 0.9,
  giraffe: 0.9,
  bird: 0.85,
  bicycle: 0.7,
  car: 0.7,
  motorcycle: 0.75,
  airplane: 0.8,
  bus: 0.7,
  train: 0.75,
  truck: 0.7,
  boat: 0.75,
  skateboard: 0.5,
  surfboard: 0.5,
  'sports ball': 0.5,
  kite: 0.6,
  'teddy bear': 0.7,
};
const OTHER_WEIGHT = 0.3;
const FACE_WEIGHT = 1;
/** What only moves, or only stands out, is believed less than what is known. */
const MOVING_WEIGHT = 0.8;
const SALIENT_WEIGHT = 0.55;

export const classWeight = (kind: SightingKind): number => {
  if (kind === 'face') return FACE_WEIGHT;
  if (kind === 'moving') return MOVING_WEIGHT;
  if (kind === 'salient') return SALIENT_WEIGHT;
  return CLASS_WEIGHTS[kind] ?? OTHER_WEIGHT;
};

/** A subject this large, share of the picture, cannot gain by growing: it fills the view. */
export const FULL_AREA = 0.25;
/** Own motion of the whole map, mean code values times 4, from which it tells something. */
const MOTION_FLOOR = 1.2;
/** Weight of carrying all of the motion, beside being there. */
const MOTION_GAIN = 2.5;
/** What a place at the rim loses against the middle. */
const RIM_LOSS = 0.35;

/** 0 when nothing moves, 1 when enough does to tell what. */
export const motionStrength = (cells: Float32Array): number => {
  const total = cells.reduce((sum, value) => sum + value, 0);
  return Math.min(1, total / (cells.length * MOTION_FLOOR));
};

/** Share of all own motion inside a box, 0..1, less what its size alone would hold; 0 when nothing moves. */
export const motionShare = (cells: Float32Array, [x, y, width, height]: NormalizedBox): number => {
  let [inside, total] = [0, 0];
  for (let i = 0; i < cells.length; i++) {
    const u = ((i % MOTION_COLUMNS) + 0.5) / MOTION_COLUMNS;
    const v = (Math.floor(i / MOTION_COLUMNS) + 0.5) / MOTION_ROWS;
    total += cells[i]!;
    if (u >= x && u <= x + width && v >= y && v <= y + height) inside += cells[i]!;
  }
  return total > 0 ? Math.max(0, inside / total - width * height) * motionStrength(cells) : 0;
};

/** How much a sighting draws the eye, 0 .. about 3: what it is, how sure, how large, how central, how lively. */
export const prominence = (
  sighting: Pick<Sighting, 'kind' | 'score' | 'box'>,
  cells: Float32Array,
): number => {
  const [x, y, width, height] = sighting.box;
  const area = Math.sqrt(Math.min(1, (width * height) / FULL_AREA));
  const off = Math.hypot(x + width / 2 - 0.5, (y + height / 2 - 0.5) / 2) / 0.56;
  const central = 1 - RIM_LOSS * Math.min(1, off) ** 2;
  const lively = 1 + MOTION_GAIN * motionShare(cells, sighting.box);
  return classWeight(sighting.kind) * Math.sqrt(sighting.score) * area * central * lively;
};
