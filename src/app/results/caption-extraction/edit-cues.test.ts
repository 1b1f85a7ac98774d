import { describe, expect, it } from 'vitest';
import type { CaptionCue } from '../../../core/caption-result';
import { hasInvalid, isEdited, keepCues, rowsAt, toCues, toRows } from './edit-cues';

const CUES: readonly CaptionCue[] = [
  { start: 1, end: 2, text: '你好', lang: 'zh', confidence: 0.8, box: [0.4, 0.8, 0.2, 0.1] },
  { start: 2, end: 4, text: 'Hello', lang: 'en', confidence: 0.99, box: [0.4, 0.8, 0.2, 0.1] },
];

describe('captions edited by hand', () => {
  it('untouched captions go back as they were read', () => {
    const rows = toRows(CUES);
    expect(isEdited(rows, CUES)).toBe(false);
    expect(toCues(rows)).toEqual(CUES);
  });

  it('changed words are sure and keep their place', () => {
    const rows = toRows(CUES);
    const edited = keepCues(
      rows.map((row, i) => (i === 0 ? { ...row, text: '您好' } : row)),
      rows,
    );
    expect(isEdited(edited, CUES)).toBe(true);
    expect(toCues(edited)[0]).toEqual({ ...CUES[0], text: '您好', confidence: 1 });
  });

  it('added captions are carried along, empty ones are not', () => {
    const rows = toRows(CUES);
    const added = { id: 'new', startSeconds: 5, endSeconds: 6, text: 'Bye' };
    const empty = { id: 'empty', startSeconds: 6, endSeconds: 7, text: ' ' };
    const edited = keepCues([...rows, added, empty], rows);
    expect(toCues(edited).map(({ text }) => text)).toEqual(['你好', 'Hello', 'Bye']);
  });

  it('a caption that ends before it begins is told', () => {
    const rows = toRows(CUES);
    expect(hasInvalid(rows)).toBe(false);
    expect(hasInvalid([{ ...rows[0]!, endSeconds: 0.5 }])).toBe(true);
  });

  it('a caption is on screen from its start until just before its end', () => {
    expect(rowsAt(toRows(CUES), 2).map(({ text }) => text)).toEqual(['Hello']);
    expect(rowsAt(toRows(CUES), 4)).toEqual([]);
  });
});
