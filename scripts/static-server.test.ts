import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { securityHeaders } from './security-headers.mjs';
import { parseRange, serveFolder } from './static-server.mjs';

let folder = '';
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-server-'));
  const root = join(folder, 'site');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(root, 'index.html'), '<p>home</p>');
  await writeFile(join(root, 'assets', 'core-AbCd1234.wasm'), '0123456789');
  // A junction, because Windows lets everybody make one.
  await symlink(folder, join(root, 'link'), 'junction');
  server = await serveFolder({ root, headers: securityHeaders });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** `fetch` would tidy up `..` before sending it. */
const rawStatus = (path: string) =>
  new Promise<number>((done, fail) => {
    request({ port: server.port, path }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    })
      .on('error', fail)
      .end();
  });

test('the page is served isolated and with a policy that names no foreign origin', async () => {
  const response = await fetch(server.url);
  expect(await response.text()).toBe('<p>home</p>');
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' blob: data:;");
  expect(response.headers.get('content-security-policy')).not.toMatch(/https?:|\*/);
});

test('a byte range gives just those bytes', async () => {
  const url = `${server.url}assets/core-AbCd1234.wasm`;
  const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(part.headers.get('content-type')).toBe('application/wasm');
  expect(part.headers.get('cache-control')).toContain('immutable');
  expect(await part.text()).toBe('234');
  expect((await fetch(url, { headers: { range: 'bytes=10-' } })).status).toBe(416);
});

test('ranges are read as RFC 9110 says', () => {
  expect(parseRange('bytes=0-', 10)).toEqual({ start: 0, end: 9 });
  expect(parseRange('bytes=-3', 10)).toEqual({ start: 7, end: 9 });
  expect(parseRange('bytes=8-99', 10)).toEqual({ start: 8, end: 9 });
  expect(parseRange('bytes=5-4', 10)).toBeUndefined();
  expect(parseRange('lines=1-2', 10)).toBeNull();
  expect(parseRange(undefined, 10)).toBeNull();
});

test('an unchanged file is not sent again', async () => {
  const etag = (await fetch(server.url)).headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  expect((await fetch(server.url, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/link/secret.txt',
  '/%00',
  '/%',
])('nothing outside the folder is reachable: %s', async (path) => {
  expect(await rawStatus(path)).toBe(404);
});

test('only reading is allowed', async () => {
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(405);
});
