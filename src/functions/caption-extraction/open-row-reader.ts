import { fromWireError, MediaError } from '../../core/errors';
import type { RunContext } from '../../core/media-function';
import type { CueFilter } from './definition';
import type { PicturedRow, RowReading } from './read-row';
import type { ReadReply, ReadRequest } from './read-wire';

/** Rows that may wait for the worker, about 1.5 MB each. */
const MAX_WAITING = 24;
/** With fewer cores than this, threads of one network only take them from the decoder and from the search for text. */
const CORES_FOR_THREADS = 4;

export interface RowReader extends Disposable {
  /** The reading of a row, some time later; the pictures are given away. */
  read(row: PicturedRow): Promise<RowReading>;
  /** Waits until few enough rows wait. */
  room(): Promise<void>;
}

interface Settle {
  readonly resolve: (reply: ReadReply) => void;
  readonly reject: (reason: unknown) => void;
}

/** Requests and replies in order; an abort or the worker's death rejects what waits. */
const connect = ({ signal, log }: RunContext<'model'>) => {
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' });
  const waiting: Settle[] = [];
  let failure: { readonly reason: unknown } | null = null;
  const fail = (reason: unknown): void => {
    failure ??= { reason };
    worker.terminate();
    for (const { reject } of waiting.splice(0)) reject(reason);
  };
  const onReply = (message: ReadReply): void => {
    if (message.kind === 'log') return log(message.line, message.data);
    const first = waiting.shift();
    if (message.kind === 'failed') first?.reject(fromWireError(message.error));
    else first?.resolve(message);
  };
  const onAbort = (): void => fail(signal.reason);
  worker.addEventListener('message', ({ data }: MessageEvent<ReadReply>) => onReply(data));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(new MediaError('worker-crashed', `The worker that reads captions died: ${event.message}`));
  });
  signal.addEventListener('abort', onAbort);
  const ask = (request: ReadRequest, transfer: Transferable[] = []): Promise<ReadReply> => {
    if (failure) return Promise.reject(failure.reason);
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(request, transfer);
    });
  };
  const close = (): void => {
    signal.removeEventListener('abort', onAbort);
    fail(new MediaError('internal', 'The reading worker was used after it was closed'));
  };
  return { ask, close };
};

/**
 * Reading rows costs as much as finding them, so it has a worker of its own: one row is read while the next frames are
 * looked at. Throws what `openNetwork` throws.
 */
export const openRowReader = async (ctx: RunContext<'model'>, filter: CueFilter): Promise<RowReader> => {
  const { ask, close } = connect(ctx);
  const isSmall = navigator.hardwareConcurrency < CORES_FOR_THREADS;
  const backend = ctx.backend === 'auto' ? (isSmall ? 'wasm' : 'wasm-threads') : ctx.backend;
  try {
    await ask({ kind: 'open', backend, filter });
  } catch (error) {
    close();
    throw error;
  }
  const pending = new Set<Promise<unknown>>();
  const read = async (row: PicturedRow): Promise<RowReading> => {
    const transfer = [row.mean.data.buffer, ...(row.single === row.mean ? [] : [row.single.data.buffer])];
    const reply = await ask({ kind: 'read', row }, transfer);
    if (reply.kind !== 'read') throw new MediaError('internal', 'The reading worker gave no reading');
    return reply.reading;
  };
  return {
    read: (row) => {
      const reading = read(row);
      pending.add(reading);
      reading.catch(() => undefined).then(() => pending.delete(reading));
      return reading;
    },
    room: async () => {
      while (pending.size >= MAX_WAITING) await Promise.race(pending);
    },
    [Symbol.dispose]: close,
  };
};
