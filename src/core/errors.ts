/**
 * The closed set of failure codes. The page turns a code into words (both languages, with a remedy);
 * nothing ever matches on message text.
 */
export const ERROR_CODES = [
  'invalid-params',
  'invalid-input',
  'unsupported-input',
  'input-unreadable',
  'no-video-track',
  'no-audio-track',
  'decode-failed',
  'encode-failed',
  'verify-failed',
  'model-load-failed',
  'inference-failed',
  'gpu-lost',
  'out-of-memory',
  'storage-full',
  'worker-crashed',
  'interrupted',
  'cancelled',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Plain facts that fill the page's error text, e.g. `{ field: 'Count', value: 99, range: '1..10' }`. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** The one error class. `message` is for logs; the person reads text chosen from `code` and `details`. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly details: ErrorDetails;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: ErrorOptions & { readonly details?: ErrorDetails } = {},
  ) {
    super(message, options);
    this.details = options.details ?? {};
  }
}

/** An error as it crosses the worker boundary: comlink drops a thrown `code`, so errors travel as data. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
  readonly stack?: string;
}

export const isAbortError = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** Codes for platform errors, recognised by type or name (never by text). */
const codeOfPlatformError = (error: unknown): ErrorCode => {
  if (isAbortError(error)) return 'cancelled';
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'storage-full';
  if (error instanceof DOMException && error.name === 'NotReadableError') return 'input-unreadable';
  if (error instanceof DOMException && error.name === 'EncodingError') return 'decode-failed';
  if (error instanceof RangeError) return 'out-of-memory';
  return 'internal';
};

export const toWireError = (error: unknown): WireError => {
  const known = error instanceof Error || error instanceof DOMException ? error : new Error(String(error));
  const code = error instanceof MediaError ? error.code : codeOfPlatformError(error);
  const details = error instanceof MediaError ? error.details : {};
  return { code, message: known.message, details, ...(known.stack ? { stack: known.stack } : {}) };
};

export const fromWireError = (wire: WireError): MediaError =>
  new MediaError(wire.code, wire.message, { details: wire.details });
