import { MediaError } from '../core/errors';

export interface DownloadRequest {
  readonly url: string;
  /** The exact size; also the buffer that is set aside. */
  readonly bytes: number;
  readonly sha256: string;
  readonly signal: AbortSignal;
  readonly onDownload?: (fraction: number) => void;
}

/** Why a file of ours did not load: a closed set, for the error's details. */
export type LoadFailure =
  'network' | 'http-status' | 'wrong-size' | 'wrong-hash' | 'compile' | 'webgpu-unusable';

export const loadFailed = (
  reason: LoadFailure,
  where: { readonly model: string; readonly url: string },
  cause?: unknown,
): MediaError =>
  new MediaError('model-load-failed', `Loading ${where.model} failed: ${reason} (${where.url})`, {
    cause,
    details: { ...where, reason },
  });

const hexOf = (buffer: ArrayBuffer): string =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

const fail = (request: DownloadRequest, reason: LoadFailure, cause?: unknown): MediaError =>
  loadFailed(reason, { model: request.url.split('/').at(-1) ?? '', url: request.url }, cause);

const openBody = async (
  request: DownloadRequest,
  cache: RequestCache,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> => {
  const response = await fetch(request.url, { signal: request.signal, cache });
  if (!response.ok || !response.body) throw fail(request, 'http-status', response.status);
  return response.body;
};

/** Fills one buffer of the known size, so a large file is held once and only once. */
const readExactly = async (
  request: DownloadRequest,
  cache: RequestCache,
): Promise<Uint8Array<ArrayBuffer>> => {
  const buffer = new Uint8Array(request.bytes);
  let filled = 0;
  await (
    await openBody(request, cache)
  ).pipeTo(
    new WritableStream({
      write: (chunk) => {
        if (filled + chunk.length > buffer.length) throw fail(request, 'wrong-size');
        buffer.set(chunk, filled);
        filled += chunk.length;
        request.onDownload?.(filled / buffer.length);
      },
    }),
    { signal: request.signal },
  );
  if (filled !== buffer.length) throw fail(request, 'wrong-size');
  return buffer;
};

const checkHash = async (request: DownloadRequest, data: Uint8Array<ArrayBuffer>): Promise<void> => {
  // SubtleCrypto exists in secure contexts only, and so do the codecs this product needs.
  const digest = hexOf(await crypto.subtle.digest('SHA-256', data));
  if (digest !== request.sha256) throw fail(request, 'wrong-hash', digest);
};

const attempt = async (request: DownloadRequest, cache: RequestCache): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    const data = await readExactly(request, cache);
    await checkHash(request, data);
    return data;
  } catch (error) {
    request.signal.throwIfAborted();
    throw error instanceof MediaError ? error : fail(request, 'network', error);
  }
};

const isDamaged = (error: unknown): boolean =>
  error instanceof MediaError && ['wrong-size', 'wrong-hash'].includes(String(error.details['reason']));

/**
 * Fetches a file of ours and checks its size and sha-256. A damaged answer may come from the browser's cache,
 * so it is asked for once more past that cache. Throws `model-load-failed`, or the signal's reason.
 */
export const downloadBytes = async (request: DownloadRequest): Promise<Uint8Array<ArrayBuffer>> => {
  request.signal.throwIfAborted();
  try {
    return await attempt(request, 'default');
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return attempt(request, 'reload');
  }
};
