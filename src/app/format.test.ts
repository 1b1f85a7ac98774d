import { describe, expect, test } from 'vitest';
import { formatBytes, formatTimecode, formatTook, formatWait } from './format';

describe('formatting for people', () => {
  test('time left is coarse: seconds, then tens of seconds, then minutes', () => {
    expect(formatWait(0.2, 'en')).toBe('1 sec');
    expect(formatWait(8.4, 'en')).toBe('8 sec');
    expect(formatWait(33, 'en')).toBe('35 sec');
    expect(formatWait(59.7, 'en')).toBe('1 min');
    expect(formatWait(157, 'en')).toBe('2 min 30 sec');
    expect(formatWait(1000, 'en')).toBe('17 min');
    expect(formatWait(3600 * 2 + 305, 'en')).toBe('2 hr 5 min');
  });

  test('time left reads as Chinese in Chinese', () => {
    expect(formatWait(8, 'zh')).toBe('8秒');
    expect(formatWait(157, 'zh')).toBe('2分钟 30秒');
  });

  test('what is over is told more finely when short', () => {
    expect(formatTook(2.14, 'en')).toBe('2.1 sec');
    expect(formatTook(75, 'en')).toBe('1 min 10 sec');
  });

  test('timecodes carry over at the full minute and hour', () => {
    expect(formatTimecode(59.9996, true)).toBe('1:00.000');
    expect(formatTimecode(65.24, true)).toBe('1:05.240');
    expect(formatTimecode(3723)).toBe('1:02:03');
    expect(formatTimecode(-1)).toBe('0:00');
  });

  test('sizes use the units of the system', () => {
    expect(formatBytes(0, 'en')).toBe('0 bytes');
    expect(formatBytes(999, 'en')).toBe('999 bytes');
    expect(formatBytes(8_000_000, 'en')).toBe('8 MB');
    expect(formatBytes(4_210_000_000, 'en')).toBe('4.2 GB');
  });
});
