import { expect, test } from 'vitest';
import { formatReport } from './format-report';
import { withSection } from './quality-doc';

test('a section is added once and then replaced in place, and what others wrote stays', () => {
  const first = withSection('', 'a', 'old figures');
  const both = `${withSection(first, 'b', 'others')}\nA remark by hand.\n`;
  const again = withSection(both, 'a', 'new figures');
  expect(again).not.toContain('old figures');
  expect(again.indexOf('new figures')).toBeLessThan(again.indexOf('others'));
  expect(again).toContain('A remark by hand.');
  expect(withSection(again, 'a', 'new figures')).toBe(again);
});

test('a report names each bar and says whether it holds', () => {
  const table = { title: 'Scores', columns: ['clip', 'f1'], rows: [['a|b', 0.912345]] };
  const text = formatReport({ tables: [table], bars: [{ name: 'f1', value: 0.9, op: '>=', limit: 0.95 }] });
  expect(text).toContain('| a\\|b | 0.9123 |');
  expect(text).toContain('| f1 | 0.9 | >= 0.95 | NO |');
});
