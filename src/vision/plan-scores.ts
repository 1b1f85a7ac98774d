import type { CoverParts, CoverReason } from '../core/cover-candidates';
import { clamp } from '../core/geometry';
import type { FrameMotion } from './shot-evidence';
import type { FaceMeasure, FrameMeasures } from './frame-measures';

const unit = (value: number): number => clamp(value, 0, 1);
const bell = (value: number, center: number, width: number): number =>
  Math.exp(-(((value - center) / width) ** 2));

/** What each part counts; faces are added where there are any, and then all is divided by the sum. */
const WEIGHTS = {
  sharpness: 0.18,
  exposure: 0.15,
  color: 0.13,
  composition: 0.27,
  stillness: 0.07,
  representative: 0.15,
  faces: 0.34,
} as const;
/** What movement counts for a GIF, in place of stillness. */
const LIVELY_WEIGHT = 0.4;
/** Share of the picture's height from which a face counts fully; passers-by count less. */
const MAIN_FACE_HEIGHT = 0.2;
/** Points that a face adds by being there, for each point of its part score. */
const FACE_LIFT = 0.1;
/** A line of overlaid text as wide as the picture costs this much of the total. */
const TEXT_COST = 0.35;

/** Local luma change, code values, that counts like a change of the whole picture by one. */
const LOCAL_SCALE = 160;

/** How much a frame moves, whole or in part: 0 still .. 0.1 visible motion blur .. 1. */
export const movement = ({ score, local }: FrameMotion): number => Math.max(score, local / LOCAL_SCALE);

const sharpnessPart = ({ sharpness, faces }: FrameMeasures): number => {
  const crisp = 0.65 * unit((sharpness.detail - 0.4) / 0.25) + 0.35 * unit(sharpness.edgeStrength / 22);
  // Large areas out of focus cost a little; a subject before a soft background may still be fine.
  const whole = 0.85 * crisp + 0.15 * unit(sharpness.textured / 0.7);
  const mainFace = faces[0];
  return mainFace ? 0.5 * whole + 0.5 * unit((mainFace.acutance - 0.3) / 0.3) : whole;
};

const exposurePart = ({ tone }: FrameMeasures): number => {
  const middle = bell(tone.mean, 118, tone.mean < 118 ? 85 : 95);
  const range = unit((tone.p95 - tone.p5) / 150);
  const ends = unit(1 - 2 * Math.max(0, tone.clipped - 0.05) - 1.2 * Math.max(0, tone.crushed - 0.25));
  return 0.45 * middle + 0.35 * range + 0.2 * ends;
};

const colorPart = ({ colorfulness, tone }: FrameMeasures): number => {
  const amount = unit(colorfulness / 50) * (colorfulness > 110 ? 0.8 : 1);
  return 0.6 * amount + 0.4 * unit((tone.entropyBits - 4) / 3.5);
};

/** 1 on a third or in the middle of the axis. */
const placement = (position: number): number =>
  Math.max(bell(position, 1 / 3, 0.12), bell(position, 2 / 3, 0.12), bell(position, 0.5, 0.1));

const compositionPart = ({ subject }: FrameMeasures): number => {
  const placed = 0.6 * placement(subject.centerX) + 0.4 * placement(subject.centerY);
  const whole = unit(1 - 5 * Math.max(0, subject.edgeShare - 0.02));
  return 0.5 * unit(subject.concentration / 0.65) + 0.25 * placed + 0.25 * whole;
};

/** How much of a face is outside, judged by a box that touches the edge. */
const isCut = ({ box: [x, y, width, height] }: FaceMeasure): boolean =>
  x < 0.004 || y < 0.004 || x + width > 0.996 || y + height > 0.996;

const facePart = (face: FaceMeasure): number => {
  const height = face.box[3];
  const size = height < 0.06 ? height / 0.12 : height > 0.75 ? 0.6 : 0.5 + 0.5 * unit((height - 0.06) / 0.2);
  const eyes = face.eyesOpen === null ? 0.85 : 0.25 + 0.75 * face.eyesOpen;
  const sharp = 0.5 + 0.5 * unit((face.acutance - 0.25) / 0.25);
  const front = face.frontal === null ? 0.85 : 0.6 + 0.4 * face.frontal;
  // A face in the dark is no face to look at.
  const lit = 0.4 + 0.6 * unit((face.luma - 25) / 50);
  return size * eyes * sharp * front * lit * (isCut(face) ? 0.55 : 1);
};

/** The largest face leads; a second one adds a little. */
const facesPart = (faces: readonly FaceMeasure[]): number => {
  const scores = faces.map(facePart).sort((a, b) => b - a);
  return unit((scores[0] ?? 0) + 0.15 * (scores[1] ?? 0));
};

const partsOf = (frame: FrameMeasures, representative: number): CoverParts => {
  const parts = {
    sharpness: sharpnessPart(frame),
    exposure: exposurePart(frame),
    color: colorPart(frame),
    composition: compositionPart(frame),
    stillness: frame.motion === null ? 0.7 : Math.exp(-movement(frame.motion) / 0.12),
    representative,
    ...(frame.faces.length > 0 ? { faces: facesPart(frame.faces) } : {}),
  };
  const rounded = Object.entries(parts).map(([name, value]) => [name, Math.round(value * 100) / 10]);
  return Object.fromEntries(rounded) as CoverParts;
};

export interface FrameScore {
  /** 0..10 */
  readonly score: number;
  readonly parts: CoverParts;
  readonly reasons: readonly CoverReason[];
}

const GOOD: Readonly<Record<keyof CoverParts, CoverReason>> = {
  faces: 'faces',
  sharpness: 'sharp',
  composition: 'composition',
  exposure: 'well-exposed',
  color: 'colorful',
  representative: 'representative',
  stillness: 'still',
};
const GOOD_FROM = 7;
const MAX_GOOD = 4;

const praise = (parts: CoverParts): readonly CoverReason[] =>
  (Object.keys(GOOD) as (keyof CoverParts)[])
    .filter((name) => (parts[name] ?? 0) >= GOOD_FROM)
    .sort((a, b) => WEIGHTS[b] * parts[b]! - WEIGHTS[a] * parts[a]!)
    .slice(0, MAX_GOOD)
    .map((name) => GOOD[name]);

const complaints = (frame: FrameMeasures, parts: CoverParts): readonly CoverReason[] => {
  const list: (CoverReason | false)[] = [
    parts.sharpness < 3 && 'soft',
    frame.tone.mean < 45 && 'dark',
    frame.tone.mean > 205 && 'bright',
    parts.stillness < 3 && 'moving',
    frame.faces.some((face) => face.eyesOpen !== null && face.eyesOpen < 0.4) && 'eyes-closed',
    frame.faces.some(isCut) && 'face-cut',
    frame.textWidth > 0.15 && 'text',
  ];
  return list.filter((reason) => reason !== false);
};

/** 1 where there is visible but not wild movement. */
const liveliness = (motion: FrameMotion | null): number => {
  if (motion === null) return 0.4;
  return motion.score < 0.06 ? unit(motion.score / 0.04) : Math.exp(-(motion.score - 0.06) / 0.15);
};

/**
 * Scores each frame; `representative[i]` 0..1 belongs to `frames[i]`. A still wants a quiet moment, a GIF
 * (`lively`) one in which something happens.
 */
export const planScores = (
  frames: readonly FrameMeasures[],
  representative: readonly number[],
  lively = false,
): readonly FrameScore[] => {
  const top = Math.max(0.01, ...representative);
  return frames.map((frame, i) => {
    const parts = partsOf(frame, (representative[i] ?? 0) / top);
    const names = (Object.keys(WEIGHTS) as (keyof CoverParts)[]).filter((name) => parts[name] !== undefined);
    const faceWeight = WEIGHTS.faces * unit((frame.faces[0]?.box[3] ?? 0) / MAIN_FACE_HEIGHT);
    const weightOf = (name: keyof CoverParts): number => {
      if (name === 'faces') return faceWeight;
      return lively && name === 'stillness' ? LIVELY_WEIGHT : WEIGHTS[name];
    };
    const valueOf = (name: keyof CoverParts): number =>
      lively && name === 'stillness' ? 10 * liveliness(frame.motion) : parts[name]!;
    const weight = names.reduce((sum, name) => sum + weightOf(name), 0);
    const total = names.reduce((sum, name) => sum + weightOf(name) * valueOf(name), 0) / weight;
    const lift = FACE_LIFT * (parts.faces ?? 0);
    const score = clamp(total + lift - 10 * TEXT_COST * Math.min(0.5, frame.textWidth), 0, 10);
    return { score, parts, reasons: [...praise(parts), ...complaints(frame, parts)] };
  });
};
