import { expect, test, vi } from 'vitest';
import type { JobApi } from './job-api-shapes';
import { openEmbedTransport } from './open-embed-transport';
import { PROTOCOL } from './rpc';

const api = { listFunctions: async () => [] } as unknown as JobApi;

/** A window that only receives messages, and an embedding page that sends them from an origin. */
const setUp = (allowed: Set<string>) => {
  const host = new EventTarget();
  const refused: string[] = [];
  let tell: (change: never) => void = () => undefined;
  const close = openEmbedTransport(host as unknown as Window, {
    api,
    watchStates: (listener) => {
      tell = listener as typeof tell;
      return () => undefined;
    },
    isAllowed: (origin) => allowed.has(origin),
    onRefused: (origin) => refused.push(origin),
  });
  const embedder = { postMessage: vi.fn() };
  const send = async (origin: string, data: unknown) => {
    const event = Object.assign(new Event('message'), { origin, data, source: embedder });
    host.dispatchEvent(event);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { send, embedder, refused, close, tellState: () => tell({ JobId: 'a' } as never) };
};

const ask = (method: string) => ({ cutroom: PROTOCOL, id: 7, method });

test('an allowed origin gets its answer, addressed to it alone', async () => {
  const { send, embedder } = setUp(new Set(['https://good.example']));
  await send('https://good.example', ask('listFunctions'));
  expect(embedder.postMessage.mock.calls).toEqual([
    [{ cutroom: PROTOCOL, id: 7, ok: true, value: [] }, { targetOrigin: 'https://good.example' }],
  ]);
});

test('any other origin gets nothing, and the studio hears of it', async () => {
  const { send, embedder, refused } = setUp(new Set(['https://good.example']));
  await send('https://evil.example', ask('listFunctions'));
  expect(embedder.postMessage).not.toHaveBeenCalled();
  expect(refused).toEqual(['https://evil.example']);
});

test('messages that are not ours are left alone', async () => {
  const { send, embedder, refused } = setUp(new Set());
  for (const data of [
    null,
    'hello',
    { id: 7, method: 'listFunctions' },
    { cutroom: 2, id: 7, method: 'x' },
  ]) {
    await send('https://other.example', data);
  }
  expect(embedder.postMessage).not.toHaveBeenCalled();
  expect(refused).toEqual([]);
});

test('taking an origin off the list stops its events at once', async () => {
  const allowed = new Set(['https://good.example']);
  const { send, embedder, tellState } = setUp(allowed);
  await send('https://good.example', ask('onJobStateChange'));
  tellState();
  allowed.clear();
  tellState();
  expect(embedder.postMessage).toHaveBeenCalledTimes(2);
});

test('after closing, nothing is answered', async () => {
  const { send, embedder, close } = setUp(new Set(['https://good.example']));
  close();
  await send('https://good.example', ask('listFunctions'));
  expect(embedder.postMessage).not.toHaveBeenCalled();
});
