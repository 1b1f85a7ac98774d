import { fromWireError, MediaError, type WireError } from './errors';

/** What such a worker sends: one reply for each request, in order. */
export type WorkerReply = { readonly kind: string } | FailedReply;
export interface FailedReply {
  readonly kind: 'failed';
  readonly error: WireError;
}

export interface AskWorkerOptions<Reply> {
  readonly signal: AbortSignal;
  /** What the worker does, for the message when it dies. */
  readonly name: string;
  /** Takes messages that are no replies, such as lines for the log; `true` when it took this one. */
  readonly takeNote?: (message: Reply) => boolean;
}

interface Settle<Reply> {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A worker of a worker as a function from request to reply. What waits is rejected with the reply's error, with the
 * signal's reason, or with `worker-crashed` when the worker dies; `close` ends it.
 */
export const askWorker = <Request, Reply extends WorkerReply>(
  worker: Worker,
  { signal, name, takeNote }: AskWorkerOptions<Reply>,
) => {
  type Answer = Exclude<Reply, FailedReply>;
  const waiting: Settle<Answer>[] = [];
  let failure: { readonly reason: unknown } | null = null;
  const fail = (reason: unknown): void => {
    failure ??= { reason };
    worker.terminate();
    for (const { reject } of waiting.splice(0)) reject(reason);
  };
  const onAbort = (): void => fail(signal.reason);
  const isFailed = (message: WorkerReply): message is FailedReply => message.kind === 'failed';
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    if (takeNote?.(data)) return;
    const first = waiting.shift();
    if (isFailed(data)) first?.reject(fromWireError(data.error));
    else first?.resolve(data as Answer);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(new MediaError('worker-crashed', `The worker that ${name} died: ${event.message}`));
  });
  signal.addEventListener('abort', onAbort);
  const ask = (request: Request, transfer: Transferable[] = []): Promise<Answer> => {
    if (failure) return Promise.reject(failure.reason);
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(request, transfer);
    });
  };
  const close = (): void => {
    signal.removeEventListener('abort', onAbort);
    fail(new MediaError('internal', `The worker that ${name} was used after it was closed`));
  };
  return { ask, close };
};
