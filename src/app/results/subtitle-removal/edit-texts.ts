import type { RemovedText } from '../../../core/detext-result';
import type { NormalizedBox } from '../../../core/geometry';

/** A line of text to take away, as it is edited. */
export interface EditedText extends RemovedText {
  readonly id: number;
  /** Its place or times are a person's: it may stand there for longer. */
  readonly drawn: boolean;
}

/** A box drawn by hand stands this long round the moment on show. */
const NEW_SECONDS = 1;
/** Half a frame: the edges of a line's time count as inside. */
const SLACK_SECONDS = 0.02;

export const toEdited = (removed: readonly RemovedText[]): readonly EditedText[] =>
  removed.map((text, id) => ({ ...text, id, drawn: false }));

/** A still has one moment. */
export const isShownAt = ({ start, end }: RemovedText, seconds: number): boolean =>
  end === 0 || (seconds >= start - SLACK_SECONDS && seconds < end + SLACK_SECONDS);

export const addText = (
  texts: readonly EditedText[],
  box: NormalizedBox,
  { seconds, isStill }: { readonly seconds: number; readonly isStill: boolean },
): readonly EditedText[] => {
  const id = Math.max(-1, ...texts.map((text) => text.id)) + 1;
  const span = isStill
    ? { start: 0, end: 0 }
    : { start: Math.max(0, seconds - NEW_SECONDS), end: seconds + NEW_SECONDS };
  return [...texts, { id, box: [...box], ...span, text: '', drawn: true }];
};

/** What the box editor gives back for the boxes on show: moved, one drawn anew, or one deleted. */
export const applyBoxes = (
  texts: readonly EditedText[],
  shown: readonly EditedText[],
  boxes: readonly NormalizedBox[],
  at: { readonly seconds: number; readonly isStill: boolean },
): readonly EditedText[] => {
  if (boxes.length > shown.length) return addText(texts, boxes.at(-1)!, at);
  if (boxes.length < shown.length) {
    const gone = shown.find((text, index) => boxes[index] !== text.box);
    return texts.filter((text) => text !== gone);
  }
  return texts.map((text) => {
    const box = boxes[shown.indexOf(text)];
    return box === undefined || box === text.box ? text : { ...text, box: [...box] };
  });
};

const clampShare = (value: number): number => Math.min(1, Math.max(0, value));

/** As the parameter wants them; a still's lines last for a second. */
export const toParam = (texts: readonly EditedText[], isStill: boolean) =>
  texts
    .filter(({ start, end }) => isStill || end > start)
    .map(({ box, start, end, drawn }) => ({
      box: box.map(clampShare),
      start: isStill ? 0 : start,
      end: isStill ? 1 : end,
      drawn,
    }));
