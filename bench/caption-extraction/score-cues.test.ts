import { describe, expect, it } from 'vitest';
import { f1Of, normalizeText, percentile, scoreCues } from './score-cues';

const TRUTH = [
  { start: 1, end: 2, text: 'Good morning' },
  { start: 3, end: 4, text: '你好，世界' },
];

describe('scores of captions', () => {
  it('the truth itself scores without a mistake', () => {
    const score = scoreCues(TRUTH, TRUTH);
    expect(score).toMatchObject({ cer: 0, matched: 2, found: 2, wanted: 2 });
    expect(f1Of([score])).toBe(1);
    expect(Math.max(...score.edgeErrorsMs)).toBe(0);
  });

  it('a lost space is one wrong character, and edges are measured in milliseconds', () => {
    const score = scoreCues(TRUTH.slice(0, 1), [{ start: 1.04, end: 2, text: 'Goodmorning' }]);
    expect(score.wrongCharacters).toBe(1);
    expect(score.edgeErrorsMs[0]).toBeCloseTo(40);
  });

  it('a cue at another time or with other words is not right', () => {
    expect(scoreCues(TRUTH, [{ start: 3, end: 4, text: 'Good morning' }]).matched).toBe(0);
    expect(scoreCues(TRUTH, [{ start: 1, end: 2, text: 'Good evening all' }]).matched).toBe(0);
  });

  it('a cue in a clip without captions is wrong', () => {
    const score = scoreCues([], [{ start: 0, end: 1, text: 'x' }]);
    expect(score.cer).toBe(1);
    expect(f1Of([score])).toBe(0);
  });

  it('wide marks count as plain ones, spaces beside Chinese as none', () => {
    expect(normalizeText('你好，世界！ Hello  there')).toBe('你好,世界! Hello there');
    expect(normalizeText('买点 东西')).toBe('买点东西');
  });

  it('the 95th percentile leaves one in twenty out', () => {
    expect(percentile([...Array(19).fill(0), 80, 90], 0.95)).toBe(80);
  });
});
