import type { CaptionCue } from '../../../core/caption-result';
import type { CueRow } from '../../media/cue-table';

/** Below this a caption is marked for a second look. */
export const UNSURE = 0.9;

export interface EditRow extends CueRow {
  /** What was read; `null` for a caption added by hand. */
  readonly cue: CaptionCue | null;
}

export const toRows = (cues: readonly CaptionCue[]): EditRow[] =>
  cues.map((cue, index) => ({
    id: `cue-${index}`,
    startSeconds: cue.start,
    endSeconds: cue.end,
    text: cue.text,
    cue,
  }));

/** The table hands back plain rows; what was read stays with those that are still there. */
export const keepCues = (rows: readonly CueRow[], before: readonly EditRow[]): EditRow[] =>
  rows.map((row) => ({ ...row, cue: before.find(({ id }) => id === row.id)?.cue ?? null }));

const isAsRead = ({ startSeconds, endSeconds, text, cue }: EditRow): boolean =>
  cue !== null && cue.start === startSeconds && cue.end === endSeconds && cue.text === text;

/** As the job takes them. Words that a person wrote are sure. */
export const toCues = (rows: readonly EditRow[]): CaptionCue[] =>
  rows
    .filter(({ text }) => text.trim() !== '')
    .map((row) => ({
      start: row.startSeconds,
      end: row.endSeconds,
      text: row.text,
      lang: row.cue?.lang ?? 'other',
      confidence: row.cue && isAsRead(row) ? row.cue.confidence : 1,
      box: row.cue?.box ?? [0, 0, 0, 0],
    }));

export const isEdited = (rows: readonly EditRow[], cues: readonly CaptionCue[]): boolean =>
  rows.length !== cues.length || !rows.every((row) => isAsRead(row));

export const hasInvalid = (rows: readonly EditRow[]): boolean =>
  rows.some(({ startSeconds, endSeconds, text }) => text.trim() !== '' && endSeconds <= startSeconds);

export const rowsAt = (rows: readonly EditRow[], seconds: number): readonly EditRow[] =>
  rows.filter(({ startSeconds, endSeconds }) => seconds >= startSeconds && seconds < endSeconds);
