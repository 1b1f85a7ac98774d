import { signatureSimilarity } from '../../src/vision/picture-signature';
import type { CoverClip } from './clips';
import type { ClipFacts, PictureFacts } from './measure-clip';

/** A cover of ours or a peer's. */
export interface Cover {
  readonly timeSeconds: number;
  readonly path: string;
  readonly facts: PictureFacts;
}

export interface CoverChecks {
  readonly count: number;
  /** Black, white, faded (the clip shows the same picture with much more contrast) or blurred. */
  readonly bad: number;
  readonly nearCut: number;
  readonly shots: number;
  readonly duplicates: number;
  /** Lowest share of the clip's frames that are less sharp than a cover, in percent. */
  readonly sharperThanPercent: number;
}

const NEAR_CUT_FRAMES = 2;
const NEAR_DUPLICATE = 0.9;
const BLACK_P95 = 40;
const WHITE_P5 = 225;
const FADED_RATIO = 1.4;
const FADED_WITHIN_SECONDS = 4;
const BLURRED_DETAIL = 0.4;

const layoutCorrelation = (a: PictureFacts, b: PictureFacts): number =>
  a.signature.layout.reduce((sum, value, i) => sum + value * b.signature.layout[i]!, 0);

const isFaded = ({ facts, timeSeconds }: Cover, clip: ClipFacts): boolean =>
  clip.frames.some(
    (frame) =>
      Math.abs(frame.timeSeconds - timeSeconds) < FADED_WITHIN_SECONDS &&
      frame.tone.contrast > FADED_RATIO * facts.tone.contrast &&
      layoutCorrelation(frame, facts) > 0.9,
  );

/** Drawn clips (flat colours with a number) have no picture to be black or blurred. */
const isBad = (cover: Cover, clip: ClipFacts): boolean =>
  cover.facts.tone.p95 < BLACK_P95 ||
  cover.facts.tone.p5 > WHITE_P5 ||
  cover.facts.detail < BLURRED_DETAIL ||
  isFaded(cover, clip);

/** A cut lies between the frame before its time and its own frame: 2 frames on either side are too near. */
const isNearCut = ({ timeSeconds }: Cover, clip: CoverClip, frameSeconds: number): boolean =>
  clip.cuts.some((cut) => {
    const frames = Math.round((timeSeconds - cut) / Math.max(1e-3, frameSeconds));
    return frames >= -NEAR_CUT_FRAMES && frames < NEAR_CUT_FRAMES;
  });

const shotOf = (clip: CoverClip, timeSeconds: number): number =>
  clip.cuts.filter((cut) => cut <= timeSeconds + 1e-3).length;

const sharperThan = ({ facts }: Cover, clip: ClipFacts): number =>
  (100 * clip.frames.filter((frame) => frame.sharpness <= facts.sharpness).length) /
  Math.max(1, clip.frames.length);

export const checkCovers = (covers: readonly Cover[], clip: CoverClip, facts: ClipFacts): CoverChecks => ({
  count: covers.length,
  bad: covers.filter((cover) => isBad(cover, facts)).length,
  nearCut: covers.filter((cover) => isNearCut(cover, clip, facts.frameSeconds)).length,
  shots: new Set(covers.map((cover) => shotOf(clip, cover.timeSeconds))).size,
  duplicates: covers.filter((cover, i) =>
    covers
      .slice(0, i)
      .some((other) => signatureSimilarity(cover.facts.signature, other.facts.signature) > NEAR_DUPLICATE),
  ).length,
  sharperThanPercent: Math.round(Math.min(100, ...covers.map((cover) => sharperThan(cover, facts)))),
});
