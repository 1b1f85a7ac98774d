import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseArguments, UsageError } from './parse-arguments';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-arguments-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (...args: string[]) => parseArguments(args, [folder]);

test('a single job takes files, extra slots and parameters', () => {
  const params = '{"Count":2}';
  const request = parse(
    'Cover',
    'a.b.mp4',
    '--input',
    'background=x=1.png',
    '--params',
    params,
    '--out',
    'o',
  );
  expect(request).toEqual({
    jobs: [
      {
        Name: 'a.b',
        FunctionName: 'Cover',
        Input: { source: [resolve(folder, 'a.b.mp4')], background: [resolve(folder, 'x=1.png')] },
        JobParams: { Count: 2 },
      },
    ],
    outDir: resolve(folder, 'o'),
    backend: 'auto',
    timeoutSeconds: Infinity,
  });
});

test('a batch keeps its order and resolves paths beside the batch file', () => {
  writeFileSync(join(folder, 'clip.mp4'), '');
  const entry = { FunctionName: 'Cover', Input: { source: ['clip.mp4'] } };
  const file = join(folder, 'jobs.json');
  writeFileSync(
    file,
    JSON.stringify([
      { ...entry, Name: 'one' },
      { ...entry, Name: 'two' },
    ]),
  );
  const { jobs } = parseArguments(['--batch', file, '--out', 'o'], ['/nowhere']);
  expect(jobs.map(({ Name }) => Name)).toEqual(['one', 'two']);
  expect(jobs[0]?.Input).toEqual({ source: [join(folder, 'clip.mp4')] });
});

const writeBatch = (content: unknown) => {
  const file = join(folder, 'bad.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test.each([
  ['no --out', () => parse('Cover', 'a.mp4')],
  ['no function', () => parse('--out', 'o')],
  ['an unknown option', () => parse('Cover', 'a.mp4', '--out', 'o', '--frobnicate')],
  ['an unknown backend', () => parse('Cover', 'a.mp4', '--out', 'o', '--backend', 'abacus')],
  ['parameters that are not JSON', () => parse('Cover', 'a.mp4', '--out', 'o', '--params', '{')],
  ['a name that leaves the folder', () => parse('Cover', 'a.mp4', '--out', 'o', '--name', '../x')],
  ['a missing batch file', () => parse('--batch', 'none.json', '--out', 'o')],
  ['a batch that is no list', () => parse('--batch', writeBatch({}), '--out', 'o')],
  [
    'a batch entry without a name',
    () => parse('--batch', writeBatch([{ FunctionName: 'Cover' }]), '--out', 'o'),
  ],
])('%s is refused before anything runs', (_, run) => {
  expect(run).toThrow(UsageError);
});

test('two jobs of one name are refused: they would share a folder', () => {
  const entry = { Name: 'a', FunctionName: 'Cover', Input: { source: ['a.mp4'] } };
  expect(() => parse('--batch', writeBatch([entry, entry]), '--out', 'o')).toThrow('two jobs named "a"');
});
