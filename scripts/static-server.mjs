// A small file server for the built app: exact headers, byte ranges, nothing outside its folder.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const MIME_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.woff2': 'font/woff2',
};

/** Vite names these files by content hash, so they never change. */
const isHashed = (urlPath) => /^\/assets\/.*-[\w-]{8}\.\w+$/.test(urlPath);

/** `bytes=a-b`, `bytes=a-`, `bytes=-n`; `null` = whole file, `undefined` = cannot be satisfied. */
export const parseRange = (header, size) => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start <= end && start < size ? { start, end } : undefined;
};

/** The file a URL path names, or `null` when there is none inside `root`. */
const findFile = async (root, urlPath) => {
  if (urlPath.includes('\0') || urlPath.includes('\\')) return null;
  const path = await realpath(join(root, urlPath.endsWith('/') ? `${urlPath}index.html` : urlPath)).catch(
    () => null,
  );
  if (!path || !path.startsWith(root + sep)) return null;
  const info = await stat(path);
  return info.isFile()
    ? { path, size: info.size, etag: `"${info.size.toString(16)}-${info.mtimeMs.toString(16)}"` }
    : null;
};

const decodePath = (url) => {
  try {
    return decodeURIComponent(new URL(url, 'http://x').pathname);
  } catch {
    return null;
  }
};

const answer = async (root, headers, request, response) => {
  const end = (status, extra = {}) => response.writeHead(status, { ...headers, ...extra }).end();
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, { Allow: 'GET, HEAD' });
  const urlPath = decodePath(request.url ?? '/');
  const file = urlPath === null ? null : await findFile(root, urlPath);
  if (!file) return end(404);
  const fileHeaders = {
    'Content-Type': MIME_TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    ETag: file.etag,
    'Cache-Control': isHashed(urlPath) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (request.headers['if-none-match'] === file.etag) return end(304, fileHeaders);
  const range = parseRange(request.headers.range, file.size);
  if (range === undefined) return end(416, { 'Content-Range': `bytes */${file.size}` });
  const length = range ? range.end - range.start + 1 : file.size;
  response.writeHead(range ? 206 : 200, {
    ...headers,
    ...fileHeaders,
    'Content-Length': length,
    ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` } : {}),
  });
  if (request.method === 'HEAD' || length === 0) return response.end();
  await pipeline(createReadStream(file.path, range ?? {}), response);
};

const listen = (server, port, host) =>
  new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });

/**
 * Serves `root` with `headers` on every answer. `port` 0 takes a free one.
 * Rejects with `EADDRINUSE` when the port is taken. Returns `{ url, port, close }`.
 */
export const serveFolder = async ({ root, headers = {}, port = 0, host = '127.0.0.1' }) => {
  const realRoot = await realpath(root);
  const server = createServer((request, response) => {
    // A browser that goes away in the middle of a file is not our failure.
    answer(realRoot, headers, request, response).catch(() => response.destroy());
  });
  await listen(server, port, host);
  const actual = server.address().port;
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return {
    url: `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${actual}/`,
    port: actual,
    close,
  };
};
