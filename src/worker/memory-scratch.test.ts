import { expect, test } from 'vitest';
import { createMemoryFile } from './memory-scratch';

test('positioned writes land where they belong, across pages and over one another', async () => {
  const file = createMemoryFile('a.bin');
  const writer = (await file.openWritable()).getWriter();
  const write = (position: number, bytes: readonly number[]) =>
    writer.write({ type: 'write', position, data: new Uint8Array(bytes) });
  const pageEnd = (1 << 20) - 2;
  await write(pageEnd, [1, 2, 3, 4]);
  await write(2, [9]);
  await write(pageEnd + 1, [7]);
  await writer.close();
  const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
  expect(bytes.length).toBe(pageEnd + 4);
  expect(Array.from(bytes.slice(0, 4))).toEqual([0, 0, 9, 0]);
  expect(Array.from(bytes.slice(pageEnd))).toEqual([1, 7, 3, 4]);
});

test('a removed file is empty', async () => {
  const file = createMemoryFile('a.bin');
  const writer = (await file.openWritable()).getWriter();
  await writer.write({ type: 'write', position: 0, data: new Uint8Array([1]) });
  await file.remove();
  expect((await file.getFile()).size).toBe(0);
});
