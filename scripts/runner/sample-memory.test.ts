import { expect, test } from 'vitest';
import { parseProcessList, processTree } from './sample-memory';

const list = `
  10   1  1000 /opt/chromium --user-data-dir=/tmp/p1 --type=
  11  10   200 /opt/chromium --type=zygote
  12  11   300 /opt/chromium --type=renderer
  20   1  5000 /opt/chromium --user-data-dir=/tmp/p2
  nonsense
`;

test('the browser is found by its profile, with all processes below it and nobody else', () => {
  const tree = processTree(parseProcessList(list), '/tmp/p1');
  expect(tree.map(({ pid }) => pid).toSorted()).toEqual([10, 11, 12]);
  expect(tree.reduce((sum, { residentKb }) => sum + residentKb, 0)).toBe(1500);
});
