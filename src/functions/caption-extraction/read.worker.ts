import { ensureDisposableSymbols } from '../../core/disposable-symbols';
import { MediaError, toWireError } from '../../core/errors';
import { createSerialQueue } from '../../core/serial-queue';
import type { OpenNetworkOptions } from '../../inference/network';
import { openRowReaders } from './open-line-readers';
import { readRow, type RowReaders } from './read-row';
import type { ReadReply, ReadRequest } from './read-wire';

ensureDisposableSymbols();

const reply = (message: ReadReply): void => self.postMessage(message);

const log: OpenNetworkOptions['log'] = (line, data) =>
  reply({ kind: 'log', line, ...(data ? { data } : {}) });

let readers: RowReaders | null = null;

const answer = async (request: ReadRequest): Promise<ReadReply> => {
  if (request.kind === 'open') {
    const { backend, filter } = request;
    const { signal } = new AbortController();
    readers = await openRowReaders({ signal, backend, log }, filter);
    return { kind: 'opened' };
  }
  if (!readers) throw new MediaError('internal', 'A row was to be read before the networks were there');
  return { kind: 'read', reading: await readRow(request.row, readers) };
};

const inTurn = createSerialQueue();

self.addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  inTurn(() => answer(data))
    .catch((error: unknown): ReadReply => ({ kind: 'failed', error: toWireError(error) }))
    .then(reply);
});
