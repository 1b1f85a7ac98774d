/// <reference lib="webworker" />
import { cleanupOutdatedCaches, matchPrecache, precache, type PrecacheEntry } from 'workbox-precaching';
import {
  ENGINE_CACHE,
  MODEL_CACHE,
  OFFLINE_LIST_FILE,
  SKIP_WAITING_MESSAGE,
  type OfflineFile,
} from './core/cache-names';
import securityHeaders from './core/security-headers.json' with { type: 'json' };

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();

const appUrl = (path: string): string => new URL(path, self.registration.scope).href;

/** Many static hosts cannot set headers; without them there are no wasm threads and no policy inside workers. */
const withHeaders = (response: Response): Response => {
  if (response.type !== 'basic' && response.type !== 'default') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
};

/**
 * First use stores the file while it is passed on; `cache: 'reload'` (a hash that did not match) replaces it, and
 * `no-store` (the page stores it itself) leaves the cache alone.
 */
const fromCache = async (cacheName: string, event: FetchEvent): Promise<Response> => {
  const { request } = event;
  const cache = await caches.open(cacheName);
  const stored = request.cache === 'reload' ? undefined : await cache.match(request.url);
  if (stored) return stored;
  const response = await fetch(request);
  if (response.status !== 200 || request.cache === 'no-store') return response;
  // A full disk must not break the answer: the file is then fetched again next time.
  event.waitUntil(cache.put(request.url, response.clone()).catch(() => undefined));
  return response;
};

const answer = async (event: FetchEvent): Promise<Response> => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname;
  const shell = await matchPrecache(url === self.registration.scope ? appUrl('index.html') : url);
  if (shell) return shell;
  if (url.startsWith(appUrl('models/'))) return fromCache(MODEL_CACHE, event);
  if (url.startsWith(appUrl('assets/'))) return fromCache(ENGINE_CACHE, event);
  return fetch(request);
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.url.startsWith(self.registration.scope);
  if (!isOurs || request.method !== 'GET' || request.headers.has('range')) return;
  event.respondWith(answer(event).then(withHeaders));
});

/** Engine files of earlier builds have other names; drop what this build does not know. */
const dropOldEngines = async (): Promise<void> => {
  const list = await matchPrecache(appUrl(OFFLINE_LIST_FILE));
  if (!list) return;
  const files = (await list.json()) as readonly OfflineFile[];
  const known = new Set(files.map(({ path }) => appUrl(path)));
  const cache = await caches.open(ENGINE_CACHE);
  const stale = (await cache.keys()).filter(({ url }) => !known.has(url));
  await Promise.all(stale.map((request) => cache.delete(request)));
};

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldEngines(), self.clients.claim()]));
});

self.addEventListener('message', (event) => {
  if (event.data === SKIP_WAITING_MESSAGE) void self.skipWaiting();
});
