import type { CoverRejection } from '../core/cover-candidates';
import { signatureSimilarity } from './picture-signature';
import type { FrameMeasures } from './frame-measures';

// Bars in luma code values and shares, set on real clips so that a dark scene or a shallow depth of field stays.
const BLACK_P95 = 40;
const WHITE_P5 = 225;
const FLAT_CONTRAST = 12;
const FLAT_TEXTURED = 0.035;
const BLURRED_DETAIL = 0.4;
const BLURRED_EDGE = 6;
/** Against the sharpest tenth of the clip. */
const BLURRED_RELATIVE = 0.62;
const FADED_CONTRAST_RATIO = 1.4;
const SAME_LAYOUT = 0.9;

type Test = (frame: FrameMeasures, all: readonly FrameMeasures[]) => boolean;

const isTestCard: Test = ({ graphics, tone }) =>
  graphics.vividShare > 0.25 &&
  graphics.repeatedRows > 0.6 &&
  graphics.flatShare > 0.8 &&
  tone.entropyBits < 4.5;

const isTitleCard: Test = ({ graphics, textWidth }) =>
  (graphics.flatShare > 0.94 && graphics.backgroundShare > 0.7) ||
  (textWidth > 0.2 && graphics.flatShare > 0.9 && graphics.backgroundShare > 0.5);

const layoutCorrelation = (a: FrameMeasures, b: FrameMeasures): number =>
  a.signature.layout.reduce((sum, value, i) => sum + value * b.signature.layout[i]!, 0);

/** The same picture exists with much more contrast: this one is on its way to or from black or white. */
const isFaded: Test = (frame, all) =>
  all.some(
    (other) =>
      other.tone.contrast > FADED_CONTRAST_RATIO * frame.tone.contrast &&
      Math.abs(other.timeSeconds - frame.timeSeconds) < 15 &&
      layoutCorrelation(frame, other) > SAME_LAYOUT,
  );

const sharpestOf = (all: readonly FrameMeasures[]): number => {
  const values = all.map((frame) => frame.sharpness.detail).sort((a, b) => a - b);
  return values[Math.floor(values.length * 0.9)] ?? 0;
};

const isBlurred: Test = ({ sharpness }, all) =>
  sharpness.detail < BLURRED_DETAIL ||
  sharpness.edgeStrength < BLURRED_EDGE ||
  sharpness.detail < BLURRED_RELATIVE * sharpestOf(all);

/** In order: the first that holds is the one reported. */
const TESTS: readonly (readonly [CoverRejection, Test])[] = [
  ['black', ({ tone }) => tone.p95 < BLACK_P95],
  ['white', ({ tone }) => tone.p5 > WHITE_P5 && tone.contrast < 2 * FLAT_CONTRAST],
  ['test-card', isTestCard],
  ['title-card', isTitleCard],
  ['transition', ({ inTransition }) => inTransition],
  ['flat', ({ tone, sharpness }) => tone.contrast < FLAT_CONTRAST || sharpness.textured < FLAT_TEXTURED],
  ['faded', isFaded],
  ['blurred', isBlurred],
];

/** Why each frame cannot be a cover, or `null`. `all` are the frames of the whole clip. */
export const planRejections = (all: readonly FrameMeasures[]): readonly (CoverRejection | null)[] =>
  all.map((frame) => TESTS.find(([, test]) => test(frame, all))?.[0] ?? null);

/** When everything is rejected the least bad kind is used first. */
export const REJECTION_COST: Readonly<Record<CoverRejection, number>> = {
  blurred: 1,
  'title-card': 2,
  faded: 3,
  transition: 4,
  flat: 5,
  'test-card': 6,
  white: 7,
  black: 8,
};

/** Frames that look like most of the clip, 0..1: mean similarity, weighted to favour close likeness. */
export const planRepresentation = (all: readonly FrameMeasures[]): readonly number[] =>
  all.map((frame) => {
    const likeness = all.map((other) => signatureSimilarity(frame.signature, other.signature) ** 2);
    return likeness.reduce((sum, value) => sum + value, 0) / Math.max(1, likeness.length);
  });
