import { MODEL_CACHE } from '../../core/cache-names';
import { modelManifest } from '../../core/model-manifest';
import type { ModelAsset } from '../../core/model-asset';

const urlOf = ({ file }: ModelAsset): string => new URL(`models/${file}`, document.baseURI).href;

export const canStore = (): boolean => 'caches' in window;

/** Ids of the networks that are in this browser's cache. */
export const storedModels = async (): Promise<ReadonlySet<string>> => {
  if (!canStore()) return new Set();
  const cache = await caches.open(MODEL_CACHE);
  const found = await Promise.all(
    modelManifest.map(async (model) => ((await cache.match(urlOf(model))) ? [model.id] : [])),
  );
  return new Set(found.flat());
};

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const readAll = async (
  response: Response,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let step = await reader?.read(); step?.value; step = await reader?.read()) {
    chunks.push(step.value);
    bytes += step.value.byteLength;
    onBytes(bytes);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
};

/** Fetches a network, checks its sha-256 and keeps it. Rejects with `TypeError` when it cannot be had whole. */
export const storeModel = async (
  model: ModelAsset,
  onProgress: (fraction: number) => void,
): Promise<void> => {
  // The service worker leaves `no-store` alone, so that only what passed the check is kept.
  const response = await fetch(urlOf(model), { cache: 'no-store' });
  if (!response.ok) throw new TypeError(`${model.file} answered ${response.status}`);
  const bytes = await readAll(response, (read) => onProgress(Math.min(1, read / model.bytes)));
  const hash = hexOf(await crypto.subtle.digest('SHA-256', bytes));
  if (hash !== model.sha256) throw new TypeError(`${model.file} has another sha-256 than the manifest says`);
  const cache = await caches.open(MODEL_CACHE);
  await cache.put(
    urlOf(model),
    new Response(bytes, { headers: { 'Content-Type': 'application/octet-stream' } }),
  );
};

export const deleteModel = async (model: ModelAsset): Promise<void> => {
  const cache = await caches.open(MODEL_CACHE);
  await cache.delete(urlOf(model));
};
