import { describe, expect, it } from 'vitest';
import { isPageOfText } from './plan-bands';
import { languageOf, planCues } from './plan-cues';
import type { ReadRow } from './plan-rows';

const SCREEN = { widthPx: 1280, heightPx: 720, durationSeconds: 60 };

/** A centred row near the bottom that comes and goes over an unbroken picture. */
const row = (
  text: string,
  startSeconds: number,
  endSeconds: number,
  part: Partial<ReadRow> = {},
): ReadRow => ({
  text,
  confidence: 0.98,
  box: { xPx: 440, yPx: 630, widthPx: 400, heightPx: 40 },
  startSeconds,
  endSeconds,
  startIsOpen: false,
  endIsOpen: false,
  startChange: 0.03,
  endChange: 0.03,
  ...part,
});

const textsOf = (rows: readonly ReadRow[], filter?: 'ch' | 'en' | 'ch_ml') =>
  planCues(rows, SCREEN, filter).map(({ text }) => text);

describe('captions among rows of text', () => {
  it('rows that come and go at one height are captions, in order', () => {
    expect(textsOf([row('second', 4, 6), row('first', 1, 3.5)])).toEqual(['first', 'second']);
  });

  it('two rows that come and go together are one caption of two lines', () => {
    const below = { xPx: 480, yPx: 676, widthPx: 320, heightPx: 34 };
    const [cue, ...more] = planCues([row('Hello', 1, 3, { box: below }), row('你好', 1, 3)], SCREEN);
    expect(more).toEqual([]);
    expect(cue).toMatchObject({ start: 1, end: 3, text: '你好\nHello', lang: 'mixed' });
    expect(cue!.box[1]).toBeCloseTo(630 / 720);
  });

  it('a word of a caption that was followed on its own, in a box that is too wide, is no caption', () => {
    const wide = { xPx: 740, yPx: 632, widthPx: 340, heightPx: 40 };
    expect(textsOf([row('friend', 0.9, 3, { box: wide }), row('Goodbye my old friend', 1, 3)])).toEqual([
      'Goodbye my old friend',
    ]);
  });

  it('a mark that stays from the first to the last frame is none, even beside captions', () => {
    const corner = { xPx: 900, yPx: 640, widthPx: 300, heightPx: 36 };
    const mark = row('www.example.com', 0, 60, { box: corner, startIsOpen: true, endIsOpen: true });
    expect(textsOf([mark])).toEqual([]);
    expect(textsOf([mark, row('Hello', 2, 4)])).toEqual(['Hello']);
  });

  it('a sign that comes and goes with the cuts is none', () => {
    const sign = {
      box: { xPx: 120, yPx: 200, widthPx: 160, heightPx: 40 },
      startChange: 0.8,
      endChange: 0.7,
    };
    expect(textsOf([row('BAKERY', 5, 9, sign)])).toEqual([]);
  });

  it('words that drift with the scene are none', () => {
    const rows = [0, 1, 2, 3].map((i) =>
      row('BAKERY', i * 0.4, i * 0.4 + 0.4, {
        box: { xPx: 560 + 20 * i, yPx: 300, widthPx: 160, heightPx: 40 },
      }),
    );
    expect(textsOf(rows)).toEqual([]);
  });

  it('a page of many rows is none', () => {
    const page = Array.from({ length: 8 }, (_, i) =>
      row(`Line ${i}`, 1, 5, { box: { xPx: 440, yPx: 100 + 60 * i, widthPx: 400, heightPx: 40 } }),
    );
    expect(textsOf(page)).toEqual([]);
  });

  it('what can hardly be read, or is one letter, is left out', () => {
    expect(textsOf([row('xq', 1, 3, { confidence: 0.5 }), row('O', 4, 6, { confidence: 0.8 })])).toEqual([]);
  });

  it('the same words again after a pause are a caption of their own', () => {
    expect(textsOf([row('Yes', 1, 2), row('Yes', 2.5, 4)])).toEqual(['Yes', 'Yes']);
  });

  it('a language that is not wanted is left out', () => {
    const below = { xPx: 480, yPx: 676, widthPx: 320, heightPx: 34 };
    const rows = [row('你好', 1, 3), row('Hello', 1, 3, { box: below })];
    expect(textsOf(rows, 'ch')).toEqual(['你好']);
    expect(textsOf(rows, 'en')).toEqual(['Hello']);
  });

  it('in a region named by a person everything that stands still is a caption', () => {
    const corner = { xPx: 900, yPx: 40, widthPx: 300, heightPx: 36 };
    const mark = row('example', 0, 60, { box: corner, startIsOpen: true, endIsOpen: true });
    expect(planCues([mark], { ...SCREEN, trusts: true })).toHaveLength(1);
  });

  it('columns that come and go are captions, two at once from right to left; a sign with the cuts is none', () => {
    const column = (xPx: number) => ({ box: { xPx, yPx: 70, widthPx: 50, heightPx: 300 } });
    const columns = [row('远处的火车', 4, 6, column(1090)), row('听起来像是', 4, 6, column(1150))];
    expect(textsOf([row('我们明天出发', 1, 3, column(1150)), ...columns])).toEqual([
      '我们明天出发',
      '听起来像是\n远处的火车',
    ]);
    const sign = { ...column(200), startChange: 0.8, endChange: 0.7 };
    expect(textsOf([row('茶馆', 1, 3, sign), row('酒楼', 4, 6, sign)])).toEqual([]);
  });

  it('a page of many rows is told from captions and marks', () => {
    const page = Array.from({ length: 8 }, () => ({ startSeconds: 1, endSeconds: 5 }));
    expect(isPageOfText(page)).toBe(true);
    expect(isPageOfText(page.slice(0, 3))).toBe(false);
    expect(isPageOfText([])).toBe(false);
  });

  it('a language that was chosen is the language of every caption, signs shared with Chinese or not', () => {
    expect(planCues([row('明日の朝', 1, 3)], SCREEN, 'ja')).toMatchObject([{ text: '明日の朝', lang: 'ja' }]);
    expect(planCues([row('Où est-il', 1, 3)], SCREEN, 'latin')).toMatchObject([{ lang: 'other' }]);
  });

  it('a line with some English in it is Chinese, one with a Chinese character or two is mixed', () => {
    expect(languageOf('我想买一个 iPhone')).toBe('zh');
    expect(languageOf('I live in 北 street of the old town')).toBe('mixed');
    expect(languageOf('1987')).toBe('other');
  });
});
