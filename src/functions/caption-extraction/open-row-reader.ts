import { askWorker } from '../../core/ask-worker';
import { MediaError } from '../../core/errors';
import type { RunContext } from '../../core/media-function';
import { CORES_FOR_THREADS } from '../../inference/choose-backend';
import type { CueFilter } from './definition';
import type { PicturedRow, RowReading } from './read-row';
import type { ReadReply, ReadRequest } from './read-wire';

/** Rows that may wait for the worker, about 1.5 MB each. */
const MAX_WAITING = 24;

export interface RowReader extends Disposable {
  /** The reading of a row, some time later; the pictures are given away. */
  read(row: PicturedRow): Promise<RowReading>;
  /** Waits until few enough rows wait. */
  room(): Promise<void>;
}

const connect = ({ signal, log }: RunContext<'model'>) =>
  askWorker<ReadRequest, ReadReply>(
    new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' }),
    {
      signal,
      name: 'reads captions',
      takeNote: (message) => {
        if (message.kind !== 'log') return false;
        log(message.line, message.data);
        return true;
      },
    },
  );

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
