import { expect, test } from 'vitest';
import { timecode, writeAudacityLabels, writeFcpXml, writeMarkerEdl } from './editor-markers';

const timeline = { title: 'My <song>', durationSeconds: 10, framesPerSecond: 25 };
const markers = [
  { timeSeconds: 0.5, name: '1.1', isStrong: true },
  { timeSeconds: 1.02, name: 'a & b', isStrong: false },
];

test('timecode counts hours, minutes, seconds and frames', () => {
  expect(timecode(0, 25)).toBe('00:00:00:00');
  expect(timecode(25 * 3661 + 7, 25)).toBe('01:01:01:07');
});

test('Audacity labels are tab-separated points', () => {
  expect(writeAudacityLabels(markers)).toBe('0.500000\t0.500000\t1.1\n1.020000\t1.020000\ta & b\n');
});

test('an EDL has one event and one locator per marker, an hour into the timeline', () => {
  const edl = writeMarkerEdl(markers, timeline);
  expect(edl).toContain('FCM: NON-DROP FRAME');
  expect(edl).toContain('001  001      V     C        01:00:00:13 01:00:00:14 01:00:00:13 01:00:00:14');
  expect(edl).toContain('|C:ResolveColorRed |M:1.1 |D:1');
  expect(edl).toContain('|C:ResolveColorBlue |M:a & b |D:1');
});

test('FCPXML times are whole frames and words are escaped', () => {
  const xml = writeFcpXml(markers, timeline);
  expect(xml).toContain('<marker start="13/25s" duration="1/25s" value="1.1"/>');
  expect(xml).toContain('value="a &#38; b"');
  expect(xml).toContain('name="My &#60;song&#62;"');
  expect(xml).not.toContain('<song>');
});
