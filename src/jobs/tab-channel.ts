import type { JobRecord } from './job-records';

/** What tabs of the studio tell one another. */
export type TabMessage =
  | { readonly type: 'put'; readonly record: JobRecord }
  | { readonly type: 'drop'; readonly id: string }
  | { readonly type: 'cancel'; readonly id: string };

export interface TabChannel {
  post(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): void;
  close(): void;
}

/** Handles stay out of it: the receiver reads them from the records when it needs them. */
const withoutHandles = (record: JobRecord): JobRecord => ({
  ...record,
  inputs: Object.fromEntries(
    Object.entries(record.inputs).map(([slot, list]) => [
      slot,
      list.map((input) => ({ ...input, handle: null })),
    ]),
  ),
});

export const openTabChannel = (name = 'cutroom-jobs'): TabChannel => {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) =>
      channel.postMessage(
        message.type === 'put' ? { ...message, record: withoutHandles(message.record) } : message,
      ),
    onMessage: (listener) => {
      channel.addEventListener('message', (event: MessageEvent<TabMessage>) => listener(event.data));
    },
    close: () => channel.close(),
  };
};
