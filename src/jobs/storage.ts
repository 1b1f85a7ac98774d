import type { JobFiles } from './job-files';

export interface StorageUse {
  /** What this site uses in all: jobs, models, the app itself. */
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** The browser promised not to clear it under disk pressure. */
  readonly isPersisted: boolean;
  /** Bytes on disk by job id. */
  readonly jobBytes: Readonly<Record<string, number>>;
}

export const measureStorage = async (files: JobFiles): Promise<StorageUse> => {
  const ids = await files.list();
  const sizes = await Promise.all(ids.map(async (id) => [id, await files.size(id)] as const));
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  const isPersisted = await navigator.storage.persisted();
  return { usedBytes: usage, quotaBytes: quota, isPersisted, jobBytes: Object.fromEntries(sizes) };
};

/** Asks the browser to keep the site's data under disk pressure; it may refuse. */
export const persistStorage = (): Promise<boolean> => navigator.storage.persist();
