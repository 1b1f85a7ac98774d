/** Which tab is alive and which tab runs a job, told by Web Locks: they fall free when a tab dies, however it dies. */
export interface TabLocks {
  /** Holds this tab's own lock until the tab dies. */
  announce(tab: string): Promise<void>;
  /** Tabs that are alive now. */
  livingTabs(): Promise<ReadonlySet<string>>;
  /** Resolves when that tab is gone. */
  waitForEnd(tab: string): Promise<void>;
  /** Takes the job for this tab; `null` when another one has it. */
  claimJob(id: string): Promise<(() => void) | null>;
}

const TAB_PREFIX = 'cutroom-tab-';
const JOB_PREFIX = 'cutroom-job-';

export const createTabLocks = (locks: LockManager): TabLocks => {
  const announce = (tab: string) =>
    new Promise<void>((resolve, reject) => {
      const forever = new Promise<never>(() => undefined);
      const hold = () => {
        resolve();
        return forever;
      };
      locks.request(TAB_PREFIX + tab, hold).catch(reject);
    });

  const livingTabs = async () => {
    const { held = [] } = await locks.query();
    const names = held.flatMap(({ name }) => (name?.startsWith(TAB_PREFIX) ? [name] : []));
    return new Set(names.map((name) => name.slice(TAB_PREFIX.length)));
  };

  const waitForEnd = async (tab: string) => {
    await locks.request(TAB_PREFIX + tab, () => undefined);
  };

  const claimJob = (id: string) =>
    new Promise<(() => void) | null>((resolve, reject) => {
      const hold = (lock: Lock | null) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(() => release()));
      };
      locks.request(JOB_PREFIX + id, { ifAvailable: true }, hold).catch(reject);
    });

  return { announce, livingTabs, waitForEnd, claimJob };
};
