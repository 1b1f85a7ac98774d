import { useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NormalizedBox } from '../../core/geometry';
import styles from './box-editor.module.css';
import { boxBetween, dragBox, moveBox, scaleBox, type BoxHandle } from './edit-box';
import { useDrag, type Point } from './use-drag';

const STEP = 0.005;
const BIG_STEP = 0.05;
const SCALE_STEP = 1.04;
const CORNERS = ['nw', 'ne', 'sw', 'se'] as const;

interface BoxEditorProps {
  /** The picture or video under the boxes; it fills the editor. */
  readonly children: ReactNode;
  readonly boxes: readonly NormalizedBox[];
  readonly onChange: (boxes: readonly NormalizedBox[]) => void;
  /** Width / height of every box in shares of the picture; `null` = free. */
  readonly aspect?: number | null;
  /** Boxes may be drawn and deleted, up to this many. `0` = only those given. */
  readonly maxBoxes?: number;
  /** Darkens what is outside the (single) box, as a crop does. */
  readonly isCrop?: boolean;
  readonly labelOf?: (index: number) => string;
}

const percent = (value: number): string => `${value * 100}%`;

const placeOf = ([x, y, w, h]: NormalizedBox): CSSProperties => ({
  left: percent(x),
  top: percent(y),
  width: percent(w),
  height: percent(h),
});

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrow keys move, with Alt they resize; plus and minus scale. `null` for other keys. */
const editByKey = (event: KeyboardEvent, box: NormalizedBox, aspect: number | null): NormalizedBox | null => {
  const arrow = ARROWS[event.key];
  const step = event.shiftKey ? BIG_STEP : STEP;
  if (arrow && event.altKey) return dragBox(box, 'se', [arrow[0] * step, arrow[1] * step], aspect);
  if (arrow) return moveBox(box, arrow[0] * step, arrow[1] * step);
  if (event.key === '+' || event.key === '=') return scaleBox(box, SCALE_STEP);
  return event.key === '-' ? scaleBox(box, 1 / SCALE_STEP) : null;
};

interface Grip {
  readonly index: number;
  readonly handle: BoxHandle;
  readonly start: NormalizedBox;
}

/** What lies under the pointer: `data-box` and `data-handle` say so. */
const gripAt = (event: PointerEvent, boxes: readonly NormalizedBox[]): Grip | null => {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const index = Number(target?.closest<HTMLElement>('[data-box]')?.dataset['box'] ?? Number.NaN);
  const start = boxes[index];
  return start
    ? { index, handle: (target?.dataset['handle'] as BoxHandle | undefined) ?? 'move', start }
    : null;
};

const useBoxDrag = ({ boxes, onChange, aspect = null, maxBoxes = 0 }: Omit<BoxEditorProps, 'children'>) => {
  const surface = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  useDrag(surface, {
    begin: (event, at) => {
      grip.current = gripAt(event, boxes);
      if (grip.current) return true;
      if (boxes.length >= maxBoxes) return false;
      grip.current = { index: boxes.length, handle: 'se', start: boxBetween(at, at) };
      return true;
    },
    move: (at, from) => {
      if (!grip.current) return;
      const { index, handle, start } = grip.current;
      const isNew = index >= boxes.length || (handle === 'se' && start[2] + start[3] < 0.05);
      const box =
        isNew && aspect === null
          ? boxBetween(from, at)
          : dragBox(start, handle, [at[0] - from[0], at[1] - from[1]], aspect);
      onChange(index < boxes.length ? boxes.with(index, box) : [...boxes, box]);
    },
    end: () => {
      grip.current = null;
    },
  });
  return surface;
};

/** Boxes over a picture: dragged, resized by their corners, drawn anew, and all of that by keyboard. */
export const BoxEditor = (props: BoxEditorProps) => {
  const { children, boxes, onChange, aspect = null, maxBoxes = 0, isCrop = false, labelOf } = props;
  const { t } = useTranslation();
  const surface = useBoxDrag(props);
  const [hintId] = useState(() => `box-hint-${crypto.randomUUID()}`);
  const canDelete = maxBoxes > 0;
  const onKeyDown = (event: KeyboardEvent, index: number, box: NormalizedBox) => {
    const isDelete = canDelete && (event.key === 'Delete' || event.key === 'Backspace');
    const edited = isDelete ? null : editByKey(event, box, aspect);
    if (!edited && !isDelete) return;
    event.preventDefault();
    onChange(edited ? boxes.with(index, edited) : boxes.filter((_, at) => at !== index));
  };
  return (
    <div
      ref={surface}
      className={styles.surface}
      data-crop={isCrop || undefined}
      data-draws={maxBoxes > boxes.length || undefined}
    >
      {children}
      {boxes.map((box, index) => (
        <button
          key={index}
          type="button"
          className={styles.box}
          style={placeOf(box)}
          data-box={index}
          aria-label={
            labelOf?.(index) ?? (isCrop ? t('media.crop') : t('media.boxNumber', { number: index + 1 }))
          }
          aria-describedby={hintId}
          onKeyDown={(event) => onKeyDown(event, index, box)}
        >
          {CORNERS.map((corner) => (
            <span key={corner} data-handle={corner} className={styles.corner} aria-hidden />
          ))}
        </button>
      ))}
      <span id={hintId} hidden>
        {t(isCrop ? 'media.cropHint' : 'media.boxHint')}
      </span>
    </div>
  );
};
