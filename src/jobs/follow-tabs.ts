import { isEnded } from './job';
import type { JobRecord } from './job-records';
import { dropJob, findJob, putJob, type JobStore } from './job-store';
import { interruptJob, type LoadParts } from './load-jobs';
import { restoreJob } from './restore-job';
import type { TabChannel } from './tab-channel';

export interface FollowParts extends LoadParts {
  readonly tab: string;
  readonly channel: TabChannel;
}

export interface Following {
  /** Watches the tabs whose running jobs the store already shows. */
  watchOwners(): void;
  stop(): void;
}

/** Shows what other tabs do, and notices when one of them dies in the middle. */
export const followTabs = (store: JobStore, parts: FollowParts, cancel: (id: string) => void): Following => {
  const { tab, channel, locks } = parts;
  const watched = new Set<string>();
  let stopped = false;

  const onTabEnd = async (gone: string) => {
    const left = store.getState().jobs.filter((job) => job.ownerTab === gone && !isEnded(job));
    const records = await Promise.all(left.map(({ id }) => parts.records.load(id)));
    for (const record of records) if (record && !stopped) await interruptJob(store, record, parts);
  };

  const watch = (other: string) => {
    if (watched.has(other)) return;
    watched.add(other);
    void locks.waitForEnd(other).then(() => (stopped ? undefined : onTabEnd(other)));
  };

  const onPut = async (record: JobRecord) => {
    if (record.ownerTab === tab) return;
    watch(record.ownerTab);
    const job = await restoreJob(record, parts.files);
    if (!stopped) putJob(store, job);
  };

  let order: Promise<unknown> = Promise.resolve();
  channel.onMessage((message) => {
    // One at a time, so that an older state never lands on a newer one.
    order = order
      .then(() => {
        if (stopped) return undefined;
        if (message.type === 'put') return onPut(message.record);
        if (message.type === 'drop') return dropJob(store, message.id);
        return findJob(store, message.id)?.ownerTab === tab ? cancel(message.id) : undefined;
      })
      .catch(() => undefined);
  });
  return {
    watchOwners: () => {
      const owners = store.getState().jobs.filter((job) => !isEnded(job) && job.ownerTab !== tab);
      for (const { ownerTab } of owners) watch(ownerTab);
    },
    stop: () => {
      stopped = true;
    },
  };
};
