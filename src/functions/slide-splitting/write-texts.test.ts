import { expect, test } from 'vitest';
import { cleanEdits, type TitledSegment } from './split-segments';
import { writeOutline, writeTexts } from './write-texts';

const segment = (start: number, end: number, title: string, text = ''): TitledSegment => ({
  start,
  end,
  title,
  titleConfidence: 1,
  pictureSeconds: end,
  slideNumber: 1,
  text,
});

test('the outline has a heading and the other rows of each slide', () => {
  const outline = writeOutline('talk.mp4', [
    segment(0, 65, 'Caches *fast*', 'Caches *fast*\nLocality'),
    segment(65, 70, ''),
  ]);
  expect(outline).toBe(
    '# talk\n\n## 1. Caches \\*fast\\*\n\n`0:00–1:05`\n\n- Locality\n\n## 2. #1\n\n`1:05–1:10`\n'.replace(
      '## 2. #1',
      '## 2. \\#1',
    ),
  );
});

test('only what is asked for is written, and nothing but data without segments', () => {
  const names = (wanted: Parameters<typeof writeTexts>[2], segments = [segment(0, 9, 'A')]) =>
    writeTexts('talk.mp4', segments, wanted, {}).map(({ fileName }) => fileName);
  expect(names(['chapters', 'json'])).toEqual([
    'talk.segments.json',
    'talk.chapters.vtt',
    'talk.chapters.txt',
  ]);
  expect(names(['markdown'])).toEqual(['talk.outline.md']);
  expect(names(['json', 'chapters', 'markdown'], [])).toEqual(['talk.segments.json']);
});

test('edits are put in order, cut where they overlap, and kept inside the video', () => {
  const cleaned = cleanEdits([segment(20, 99, 'B'), segment(0, 25, 'A'), segment(60, 70, 'late')], 50);
  expect(cleaned.map(({ start, end, title }) => [start, end, title])).toEqual([
    [0, 20, 'A'],
    [20, 50, 'B'],
  ]);
});
