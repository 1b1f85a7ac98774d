import { expect, test } from 'vitest';
import { writeChapterList, writeChaptersVtt, writeFfmetadata } from './write-chapters';

const chapters = [
  { startSeconds: 0.4, endSeconds: 65.0004, title: 'A & B <1>' },
  { startSeconds: 65.0004, endSeconds: 3725.5, title: '死锁 = x;y' },
];

test('WebVTT chapters have hours, milliseconds and escaped signs', () => {
  expect(writeChaptersVtt(chapters)).toBe(
    'WEBVTT\n\n1\n00:00:00.400 --> 00:01:05.000\nA &amp; B &lt;1&gt;\n\n2\n00:01:05.000 --> 01:02:05.500\n死锁 = x;y\n',
  );
});

test('the list begins at zero, as video sites ask', () => {
  expect(writeChapterList([...chapters, { startSeconds: 3725.5, endSeconds: 4000, title: 'C' }])).toBe(
    '0:00 A & B <1>\n1:05 死锁 = x;y\n1:02:05 C\n',
  );
});

test('signs of the metadata format are escaped', () => {
  expect(writeFfmetadata(chapters)).toContain('START=65000\nEND=3725500\ntitle=死锁 \\= x\\;y');
});
