import type { JobApi } from './job-api-shapes';
import { isRpcRequest, openRpcSession, type RpcMessage, type RpcSession, type WatchStates } from './rpc';

export interface EmbedParts {
  readonly api: JobApi;
  readonly watchStates: WatchStates;
  /** Asked anew for every message, so that taking an origin off the list works at once. */
  isAllowed(origin: string): boolean;
  /** An origin that is not on the list spoke our protocol: the page may offer to allow it. It gets no answer. */
  onRefused(origin: string): void;
}

/** RPC over `postMessage` for a page that embeds the studio in an iframe or opened it. Returns the close function. */
export const openEmbedTransport = (host: Window, parts: EmbedParts): (() => void) => {
  const sessions = new Map<MessageEventSource, RpcSession>();

  const sessionOf = (source: MessageEventSource, origin: string): RpcSession => {
    const known = sessions.get(source);
    if (known) return known;
    const send = (message: RpcMessage) => {
      if (parts.isAllowed(origin)) source.postMessage(message, { targetOrigin: origin });
    };
    const session = openRpcSession(parts.api, parts.watchStates, send);
    sessions.set(source, session);
    return session;
  };

  const onMessage = ({ data, origin, source }: MessageEvent<unknown>) => {
    if (!isRpcRequest(data) || !source || source === host) return;
    if (!parts.isAllowed(origin)) return parts.onRefused(origin);
    void sessionOf(source, origin).answer(data);
  };

  host.addEventListener('message', onMessage);
  return () => {
    host.removeEventListener('message', onMessage);
    for (const session of sessions.values()) session.close();
  };
};
