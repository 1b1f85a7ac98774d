import type { CSSProperties } from 'react';
import type { NormalizedBox } from '../../../core/geometry';
import styles from './caption-overlay.module.css';
import type { EditRow } from './edit-cues';

const PERCENT = 100;

/** Beside the words in the picture, on the side with more room, so that both can be compared. */
const placeOf = (box: NormalizedBox | undefined): CSSProperties => {
  if (!box || box[3] === 0) return { bottom: '4%' };
  const [, y, , height] = box;
  if (y + height / 2 >= 0.5) return { bottom: `${(1 - y) * PERCENT + 1}%` };
  return { top: `${(y + height) * PERCENT + 1}%` };
};

/** Captions over the picture. Lies in a parent that has the video's own shape. */
export const CaptionOverlay = ({ rows }: { readonly rows: readonly EditRow[] }) =>
  rows.map(({ id, text, cue }) => (
    <p key={id} className={styles.caption} style={placeOf(cue?.box)}>
      <span>{text}</span>
    </p>
  ));
