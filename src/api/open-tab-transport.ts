import type { JobApi } from './job-api-shapes';
import { isRpcRequest, openRpcSession, type WatchStates } from './rpc';

export const API_CHANNEL = 'cutroom-api';

/**
 * RPC over a BroadcastChannel for other tabs of the same origin. Of several open studios the one that holds the Web
 * Lock answers; when it closes, the next takes over. Returns the close function.
 */
export const openTabTransport = (api: JobApi, watchStates: WatchStates, locks: LockManager): (() => void) => {
  const closing = new AbortController();

  const serve = () => {
    const channel = new BroadcastChannel(API_CHANNEL);
    const session = openRpcSession(api, watchStates, (message) => channel.postMessage(message));
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isRpcRequest(data)) void session.answer(data);
    });
    return new Promise<void>((resolve) => {
      closing.signal.addEventListener('abort', () => {
        session.close();
        channel.close();
        resolve();
      });
    });
  };

  locks.request(API_CHANNEL, { signal: closing.signal }, serve).catch(() => undefined);
  return () => closing.abort();
};
