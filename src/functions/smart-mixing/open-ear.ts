import { fromWireError, MediaError } from '../../core/errors';
import type { RunContext } from '../../core/media-function';
import type { TrackEar } from './analyse-track';
import type { HeardTrack, ListenReply, ListenRequest } from './listen-wire';

/** Seconds of sound that may wait for the worker: a stretch is listened to while the next one is decoded. */
const MAX_WAITING = 240;

interface Settle {
  readonly resolve: (heard: HeardTrack) => void;
  readonly reject: (reason: unknown) => void;
}

/** Listening costs as much as decoding, so it has a worker of its own. Aborting the signal ends it. */
export const openEar = (
  ctx: RunContext<'model'>,
  onDownload: (fraction: number) => void,
): TrackEar & Disposable => {
  const worker = new Worker(new URL('./listen.worker.ts', import.meta.url), { type: 'module' });
  let waiting = 0;
  let room: (() => void) | null = null;
  let heard: Settle | null = null;
  let failure: { readonly reason: unknown } | null = null;

  const fail = (reason: unknown): void => {
    failure ??= { reason };
    heard?.reject(reason);
    room?.();
  };
  const requireWorking = (): void => {
    if (failure) throw failure.reason;
  };
  const onReply = (message: ListenReply): void => {
    if (message.kind === 'download') onDownload(message.fraction);
    else if (message.kind === 'ready') onDownload(1);
    else if (message.kind === 'log') ctx.log(message.line, message.data);
    else if (message.kind === 'failed') fail(fromWireError(message.error));
    else if (message.kind === 'heard') heard?.resolve(message.heard);
    else if (--waiting < MAX_WAITING) room?.();
  };
  const post = (request: ListenRequest, transfer: Transferable[] = []): void =>
    worker.postMessage(request, transfer);
  const onAbort = () => fail(ctx.signal.reason);

  worker.addEventListener('message', ({ data }: MessageEvent<ListenReply>) => onReply(data));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(new MediaError('worker-crashed', `The worker that listens for speech died: ${event.message}`));
  });
  ctx.signal.addEventListener('abort', onAbort);
  post({ kind: 'open', backend: ctx.backend });

  return {
    add: async (mono) => {
      requireWorking();
      post({ kind: 'block', mono }, [mono.buffer]);
      if (++waiting < MAX_WAITING) return;
      await new Promise<void>((resolve) => (room = resolve));
      room = null;
      requireWorking();
    },
    finish: () => {
      requireWorking();
      return new Promise<HeardTrack>((resolve, reject) => {
        heard = { resolve, reject };
        post({ kind: 'finish' });
      });
    },
    [Symbol.dispose]: () => {
      ctx.signal.removeEventListener('abort', onAbort);
      worker.terminate();
    },
  };
};
