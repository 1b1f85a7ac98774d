import { describe, expect, it } from 'vitest';
import type { RecognizedCharacter } from '../../models/decode-ctc';
import { alignTo, voteReadings, type Ballot } from './vote-readings';

const ballot = (
  by: Ballot['by'],
  text: string,
  options: { confidence?: number; spaces?: Readonly<Record<number, number>> } = {},
): Ballot => {
  const { confidence = 0.98, spaces = {} } = options;
  const characters: RecognizedCharacter[] = [...text].map((character, index) => ({
    text: character,
    confidence,
    position: (index + 0.5) / text.length,
    spaceBefore: spaces[index] ?? 0,
  }));
  return { by, line: { text, confidence, characters } };
};

const vote = (...ballots: readonly Ballot[]): string => voteReadings(ballots).text;

describe('votes over readings', () => {
  it('aligns a line with letters missing and added', () => {
    expect(alignTo(['a', 'b', 'c'], ['a', 'c'])).toEqual([0, 2]);
    expect(alignTo(['a', 'c'], ['a', 'b', 'c'])).toEqual([0, -1, 1]);
  });

  it('two readings outvote a third, character by character', () => {
    expect(vote(ballot('words', 'worry'), ballot('words', 'wory'), ballot('words', 'worry'))).toBe('worry');
  });

  it('Chinese characters and marks go with the reading that knows them better', () => {
    expect(vote(ballot('words', '那貝鸟、了'), ballot('chinese', '那只鸟，了'))).toBe('那只鸟，了');
  });

  it('a space that one reading suspects is put between words, not inside them', () => {
    expect(vote(ballot('words', 'atsix', { spaces: { 2: 0.3, 3: 0.001 } }))).toBe('at six');
  });

  it('the echo of a space before a letter that is no word is dropped', () => {
    expect(vote(ballot('words', 'all along', { spaces: { 2: 0.37 } }))).toBe('all along');
  });

  it('no space before a comma or between Chinese characters that nobody saw one between', () => {
    expect(vote(ballot('words', 'a,b', { spaces: { 1: 0.4 } }))).toBe('a,b');
    expect(vote(ballot('words', '你好吗', { spaces: { 1: 0.05 } }))).toBe('你好吗');
  });

  it('dots are set as the language sets them', () => {
    expect(vote(ballot('words', '那..现在'))).toBe('那......现在');
    expect(vote(ballot('words', 'Well..'))).toBe('Well...');
  });

  it('spaces of a recogniser that does not lose them are taken at their word', () => {
    const readings = [ballot('foreign', '시 에'), ballot('foreign', '시에'), ballot('foreign', '시에')];
    expect(voteReadings(readings, 0.5).text).toBe('시에');
    expect(voteReadings(readings.slice(0, 1), 0.5).text).toBe('시 에');
  });

  it('no readings give no text', () => {
    expect(voteReadings([])).toEqual({ text: '', confidence: 0 });
  });
});
