import type { NormalizedBox } from '../../../core/geometry';
import type { Logo } from '../../../core/logo-result';

/** A mark as it is edited: where, and when. */
export interface EditedMark {
  readonly id: string;
  readonly box: NormalizedBox;
  readonly start: number;
  readonly end: number;
}

let lastId = 0;
const nextId = (): string => `mark-${++lastId}`;

export const toEdited = ({ box, start, end }: Pick<Logo, 'box' | 'start' | 'end'>): EditedMark => ({
  id: nextId(),
  box,
  start,
  end,
});

export const newMark = (box: NormalizedBox, durationSeconds: number): EditedMark =>
  toEdited({ box: [...box] as [number, number, number, number], start: 0, end: durationSeconds });

/** A picture has one moment; in a video a mark is shown from its start until its end. */
export const isShownAt = ({ start, end }: EditedMark, seconds: number, durationSeconds: number): boolean =>
  durationSeconds === 0 || (seconds >= start - 0.02 && seconds <= end + 0.02);

/** What the box editor gives back for the boxes on show: moved, one drawn anew, or one deleted. */
export const applyBoxes = (
  marks: readonly EditedMark[],
  shown: readonly EditedMark[],
  boxes: readonly NormalizedBox[],
  durationSeconds: number,
): readonly EditedMark[] => {
  if (boxes.length > shown.length) return [...marks, newMark(boxes.at(-1)!, durationSeconds)];
  if (boxes.length < shown.length) {
    const gone = shown.find((mark, index) => boxes[index] !== mark.box);
    return marks.filter((mark) => mark !== gone);
  }
  return marks.map((mark) => {
    const index = shown.indexOf(mark);
    return index < 0 || boxes[index] === mark.box ? mark : { ...mark, box: boxes[index]! };
  });
};
