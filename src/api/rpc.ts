import { MediaError, toWireError, type ErrorCode, type ErrorDetails } from '../core/errors';
import type { JobApi, StateListener } from './job-api-shapes';

/** `cutroom` marks our messages and carries the version of the protocol. */
export const PROTOCOL = 1;

export interface RpcRequest {
  readonly cutroom: typeof PROTOCOL;
  /** Chosen by the caller; comes back with the answer. */
  readonly id: string | number;
  readonly method: string;
  readonly params?: unknown;
}

export type RpcMessage =
  | {
      readonly cutroom: typeof PROTOCOL;
      readonly id: string | number;
      readonly ok: true;
      readonly value: unknown;
    }
  | {
      readonly cutroom: typeof PROTOCOL;
      readonly id: string | number;
      readonly ok: false;
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly details: ErrorDetails };
    }
  | { readonly cutroom: typeof PROTOCOL; readonly event: 'jobStateChange'; readonly body: unknown };

export const isRpcRequest = (data: unknown): data is RpcRequest => {
  if (typeof data !== 'object' || data === null) return false;
  const { cutroom, id, method } = data as Partial<RpcRequest>;
  return (
    cutroom === PROTOCOL && (typeof id === 'string' || typeof id === 'number') && typeof method === 'string'
  );
};

export type WatchStates = (listener: StateListener) => () => void;

/** Answers the requests of one caller; `onJobStateChange` / `offJobStateChange` switch its events on and off. */
export interface RpcSession {
  answer(request: RpcRequest): Promise<void>;
  close(): void;
}

export const openRpcSession = (
  api: JobApi,
  watchStates: WatchStates,
  send: (message: RpcMessage) => void,
): RpcSession => {
  let unsubscribe: (() => void) | null = null;
  const close = () => {
    unsubscribe?.();
    unsubscribe = null;
  };
  const subscribe = () => {
    unsubscribe ??= watchStates((body) => send({ cutroom: PROTOCOL, event: 'jobStateChange', body }));
  };

  const methods: Readonly<Record<string, (params: never) => unknown>> = {
    ...api,
    onJobStateChange: subscribe,
    offJobStateChange: close,
  };

  const call = async ({ method, params }: RpcRequest): Promise<unknown> => {
    const target = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!target) {
      const details = { field: 'method', value: method, range: Object.keys(methods).join(' | ') };
      throw new MediaError('invalid-params', `There is no method ${method}`, { details });
    }
    return target((params ?? {}) as never);
  };

  const answer = async (request: RpcRequest) => {
    const { id } = request;
    try {
      send({ cutroom: PROTOCOL, id, ok: true, value: (await call(request)) ?? null });
    } catch (error) {
      const { code, message, details } = toWireError(error);
      send({ cutroom: PROTOCOL, id, ok: false, error: { code, message, details } });
    }
  };

  return { answer, close };
};
