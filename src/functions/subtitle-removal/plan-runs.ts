import { unionBox, type BoxPx, type TimeRange } from '../../core/geometry';

/** One line of text to take away; times in seconds. */
export interface HiddenText {
  readonly box: BoxPx;
  readonly startSeconds: number;
  /** Time of the first frame without it. */
  readonly endSeconds: number;
  /** When it stands there, if that is longer than it is to be taken away. */
  readonly life?: TimeRange;
}

/** Texts of one place that follow each other closely, and the part of the picture that is worked on. */
export interface TextRun {
  readonly texts: readonly HiddenText[];
  /** Whole, even pixels inside the picture. */
  readonly crop: BoxPx;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Texts further apart in time have nothing to tell each other. */
const GAP_SECONDS = 0.5;
/** Texts of one crop are no further apart than this many line heights. */
const NEAR = 2.5;
/** Picture round the text that shows how the background moves: line heights, and at least so many pixels. */
const MARGIN = 1;
const MIN_MARGIN_PX = 20;

const even = (value: number): number => value - (value % 2);

const cropRound = (boxes: readonly BoxPx[], picture: { widthPx: number; heightPx: number }): BoxPx => {
  const box = unionBox(boxes);
  const lineHeight = Math.max(...boxes.map(({ widthPx, heightPx }) => Math.min(widthPx, heightPx)));
  const margin = Math.max(MIN_MARGIN_PX, MARGIN * lineHeight);
  const xPx = even(Math.max(0, Math.floor(box.xPx - margin)));
  const yPx = even(Math.max(0, Math.floor(box.yPx - margin)));
  const right = Math.min(picture.widthPx, Math.ceil(box.xPx + box.widthPx + margin));
  const bottom = Math.min(picture.heightPx, Math.ceil(box.yPx + box.heightPx + margin));
  return { xPx, yPx, widthPx: Math.max(2, even(right - xPx)), heightPx: Math.max(2, even(bottom - yPx)) };
};

/** Vertical distance, 0 when they overlap. */
const gapPx = (a: BoxPx, b: BoxPx): number =>
  Math.max(0, Math.max(a.yPx, b.yPx) - Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx));

const belongs = (
  text: HiddenText,
  { texts, endSeconds }: { texts: HiddenText[]; endSeconds: number },
): boolean =>
  text.startSeconds - endSeconds < GAP_SECONDS &&
  texts.some(({ box }) => gapPx(box, text.box) <= NEAR * Math.min(box.heightPx, text.box.heightPx));

/** Groups texts into runs, each with one crop, in order of their starts. */
export const planRuns = (
  texts: readonly HiddenText[],
  picture: { readonly widthPx: number; readonly heightPx: number },
): TextRun[] => {
  const drafts: { texts: HiddenText[]; endSeconds: number }[] = [];
  for (const text of [...texts].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const draft = drafts.findLast((other) => belongs(text, other));
    if (!draft) drafts.push({ texts: [text], endSeconds: text.endSeconds });
    else {
      draft.texts.push(text);
      draft.endSeconds = Math.max(draft.endSeconds, text.endSeconds);
    }
  }
  return drafts.map(({ texts: own, endSeconds }) => ({
    texts: own,
    crop: cropRound(
      own.map(({ box }) => box),
      picture,
    ),
    startSeconds: own[0]!.startSeconds,
    endSeconds,
  }));
};

/** Pixels of a crop times frames held at once: about 250 MB with all that is derived from them. */
const PIXEL_BUDGET = 20e6;
const MIN_FRAMES = 24;
const MAX_FRAMES = 240;

/** Frames that are worked on together. */
export const chunkFrames = ({ widthPx, heightPx }: BoxPx): number =>
  Math.min(MAX_FRAMES, Math.max(MIN_FRAMES, Math.floor(PIXEL_BUDGET / (widthPx * heightPx))));
