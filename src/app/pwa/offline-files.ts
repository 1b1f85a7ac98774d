import { ENGINE_CACHE, MODEL_CACHE, OFFLINE_LIST_FILE, type OfflineFile } from '../../core/cache-names';
import { modelManifest } from '../../core/model-manifest';

export interface OfflineEntry {
  readonly url: string;
  readonly bytes: number;
  readonly cacheName: string;
  readonly isStored: boolean;
}

export interface OfflineState {
  readonly entries: readonly OfflineEntry[];
  readonly totalBytes: number;
  readonly missingBytes: number;
}

const appUrl = (path: string): string => new URL(path, document.baseURI).href;

const engineFiles = async (): Promise<readonly OfflineFile[]> => {
  const response = await fetch(appUrl(OFFLINE_LIST_FILE));
  return response.ok ? ((await response.json()) as readonly OfflineFile[]) : [];
};

const modelFiles = (): readonly OfflineFile[] =>
  modelManifest.map(({ file, bytes }) => ({ path: `models/${file}`, bytes }));

const toEntry = async ({ path, bytes }: OfflineFile, cacheName: string): Promise<OfflineEntry> => {
  const url = appUrl(path);
  const cache = await caches.open(cacheName);
  return { url, bytes, cacheName, isStored: (await cache.match(url)) !== undefined };
};

/** What offline use of everything takes, and how much of it is already here. The app shell always is. */
export const readOfflineState = async (): Promise<OfflineState> => {
  const engines = (await engineFiles()).map((file) => toEntry(file, ENGINE_CACHE));
  const models = modelFiles().map((file) => toEntry(file, MODEL_CACHE));
  const entries = await Promise.all([...engines, ...models]);
  const sum = (list: readonly OfflineEntry[]) => list.reduce((total, { bytes }) => total + bytes, 0);
  return {
    entries,
    totalBytes: sum(entries),
    missingBytes: sum(entries.filter(({ isStored }) => !isStored)),
  };
};

/** Passes the answer's bytes on to the cache and counts them on the way. */
const counted = (response: Response, onBytes: (bytes: number) => void): Response => {
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onBytes(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(counter) ?? null, response);
};

/**
 * Stores every large file that is not here yet, one after the other, so that every function works offline.
 * `onProgress` gets stored and wanted bytes. Rejects with `TypeError` without a network, `QuotaExceededError` when the
 * disk is full, or the signal's reason; what was stored stays.
 */
export const storeForOffline = async (
  signal: AbortSignal,
  onProgress: (storedBytes: number, totalBytes: number) => void,
): Promise<void> => {
  const { entries, missingBytes, totalBytes } = await readOfflineState();
  let storedBytes = totalBytes - missingBytes;
  onProgress(storedBytes, totalBytes);
  for (const { url, cacheName, isStored } of entries) {
    if (isStored) continue;
    // The service worker passes `no-store` through: this very function stores the file, and knows when it has.
    const response = await fetch(url, { signal, cache: 'no-store' });
    if (response.status !== 200) throw new TypeError(`${url} answered ${response.status}`);
    const cache = await caches.open(cacheName);
    const whole = counted(response, (bytes) => {
      storedBytes += bytes;
      onProgress(Math.min(storedBytes, totalBytes), totalBytes);
    });
    await cache.put(url, whole);
  }
};
