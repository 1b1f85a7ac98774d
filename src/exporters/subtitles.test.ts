import { describe, expect, it } from 'vitest';
import { writeAss, writePlainText, writeSrt, writeVtt, type SubtitleCue } from './subtitles';

const CUES: readonly SubtitleCue[] = [
  { start: 0.25, end: 4.625, text: '我要去买点东西\nI am going shopping.', box: [0.2, 0.85, 0.6, 0.1] },
  { start: 3599.9996, end: 3661.5, text: 'a < b & c\n\n', box: [0.3, 0.05, 0.4, 0.06] },
];

describe('subtitle files', () => {
  it('SRT has numbers, commas before milliseconds and the prefix before each text', () => {
    expect(writeSrt(CUES, '{\\an8}')).toBe(
      '1\n00:00:00,250 --> 00:00:04,625\n{\\an8}我要去买点东西\nI am going shopping.\n\n' +
        '2\n01:00:00,000 --> 01:01:01,500\n{\\an8}a < b & c\n',
    );
  });

  it('SRT of no cues is empty', () => {
    expect(writeSrt([])).toBe('');
  });

  it('VTT escapes markup and keeps a line at the top at the top', () => {
    const text = writeVtt(CUES, 'main');
    expect(text.startsWith('WEBVTT main\n\n1\n00:00:00.250 --> 00:00:04.625\n')).toBe(true);
    expect(text).toContain('01:00:00.000 --> 01:01:01.500 line:5%\na &lt; b &amp; c\n');
  });

  it('ASS has hundredths, line breaks as \\N and the place of lines that are not at the bottom', () => {
    const text = writeAss(CUES, { widthPx: 1920, heightPx: 1080, title: 'main' });
    expect(text).toContain('PlayResX: 1920');
    expect(text).toContain(
      'Dialogue: 0,0:00:00.25,0:00:04.63,Default,,0,0,0,,我要去买点东西\\NI am going shopping.\n',
    );
    expect(text).toContain('Dialogue: 0,1:00:00.00,1:01:01.50,Default,,0,0,0,,{\\an8}a < b & c\n');
  });

  it('plain text has one line a cue', () => {
    expect(writePlainText(CUES)).toBe('我要去买点东西 I am going shopping.\na < b & c\n');
  });
});
