import { isAbortError, MediaError, type ErrorCode } from '../core/errors';

const PLATFORM_CODES: Readonly<Record<string, ErrorCode>> = {
  NotReadableError: 'input-unreadable',
  NotFoundError: 'input-unreadable',
  QuotaExceededError: 'storage-full',
};

/** The same error when it already carries a code or says the job was cancelled; else `code` with the cause kept. */
export const asMediaError = (error: unknown, code: ErrorCode): unknown => {
  if (error instanceof MediaError || isAbortError(error)) return error;
  const platformCode = error instanceof DOMException ? PLATFORM_CODES[error.name] : undefined;
  if (platformCode) return new MediaError(platformCode, String(error), { cause: error });
  return new MediaError(code, error instanceof Error ? error.message : String(error), { cause: error });
};

/** Passes a stream on, turning what a codec or demuxer throws into a coded error and checking the signal per item. */
export async function* guardStream<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  signal.throwIfAborted();
  try {
    for await (const item of items) {
      yield item;
      signal.throwIfAborted();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asMediaError(error, 'decode-failed');
  }
}
