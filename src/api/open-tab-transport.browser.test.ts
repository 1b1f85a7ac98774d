import { expect, test, vi } from 'vitest';
import type { JobApi } from './job-api-shapes';
import { API_CHANNEL, openTabTransport } from './open-tab-transport';
import { PROTOCOL } from './rpc';

const apiNamed = (name: string) => ({ listFunctions: async () => [name] }) as unknown as JobApi;
const noStates = () => () => undefined;

test('of several tabs one answers, and when it closes the next takes over', async () => {
  const channel = new BroadcastChannel(API_CHANNEL);
  const answers: unknown[] = [];
  channel.onmessage = ({ data }: MessageEvent<{ id: string; value: unknown }>) =>
    answers.push([data.id, data.value]);
  const ask = (id: string) => channel.postMessage({ cutroom: PROTOCOL, id, method: 'listFunctions' });

  const closeFirst = openTabTransport(apiNamed('first'), noStates, navigator.locks);
  await vi.waitFor(async () =>
    expect((await navigator.locks.query()).held?.map(({ name }) => name)).toContain(API_CHANNEL),
  );
  const closeSecond = openTabTransport(apiNamed('second'), noStates, navigator.locks);
  ask('1');
  await vi.waitFor(() => expect(answers).toEqual([['1', ['first']]]));

  closeFirst();
  await vi.waitFor(async () => expect((await navigator.locks.query()).pending).toEqual([]));
  ask('2');
  await vi.waitFor(() => expect(answers.at(-1)).toEqual(['2', ['second']]));
  expect(answers).toHaveLength(2);
  closeSecond();
  channel.close();
});
