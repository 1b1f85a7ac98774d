import { JOBS_FOLDER } from '../core/scratch';

/**
 * An open handle blocks deletion. A terminated worker gives its handles back within moments, but Chromium lets one that
 * sits in a busy loop run on for about 2 s before it is stopped by force.
 */
const REMOVE_TRIES = 100;
const REMOVE_PAUSE_MS = 100;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';

/** The page's half of the jobs' disk areas. Everything here is harmless where the browser has no OPFS. */
export interface JobFiles {
  /** Deletes the job's folder; never throws. */
  remove(jobId: string): Promise<void>;
  /** `null` when it is not there any more. */
  open(jobId: string, path: string): Promise<File | null>;
  /** Ids of the jobs that have a folder. */
  list(): Promise<readonly string[]>;
  /** Bytes in the job's folder. */
  size(jobId: string): Promise<number>;
}

type OpenRoot = () => Promise<FileSystemDirectoryHandle>;

const openOpfsRoot: OpenRoot = () => navigator.storage.getDirectory();

export const createJobFiles = (openRoot: OpenRoot = openOpfsRoot): JobFiles => {
  const jobsFolder = async (): Promise<FileSystemDirectoryHandle | null> => {
    try {
      return await (await openRoot()).getDirectoryHandle(JOBS_FOLDER, { create: true });
    } catch {
      return null;
    }
  };

  const removeWhenFree = async (jobId: string): Promise<void> => {
    const jobs = await jobsFolder();
    for (let tries = 0; jobs && tries < REMOVE_TRIES; tries++) {
      try {
        return await jobs.removeEntry(jobId, { recursive: true });
      } catch (error) {
        if (isMissing(error)) return;
        await pause(REMOVE_PAUSE_MS);
      }
    }
  };

  // Shared, so that whoever waits knows that no deletion of this job is under way any more.
  const removals = new Map<string, Promise<void>>();
  const remove = (jobId: string): Promise<void> => {
    const going = removals.get(jobId) ?? removeWhenFree(jobId).finally(() => removals.delete(jobId));
    removals.set(jobId, going);
    return going;
  };

  const open = async (jobId: string, path: string): Promise<File | null> => {
    try {
      const folder = await (await jobsFolder())?.getDirectoryHandle(jobId);
      return (await (await folder?.getFileHandle(path))?.getFile()) ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  const list = async (): Promise<readonly string[]> => {
    const ids: string[] = [];
    const jobs = await jobsFolder();
    if (jobs) for await (const id of jobs.keys()) ids.push(id);
    return ids;
  };

  const size = async (jobId: string): Promise<number> => {
    const folder = await (await jobsFolder())?.getDirectoryHandle(jobId).catch(() => null);
    let bytes = 0;
    if (!folder) return bytes;
    for await (const entry of folder.values()) {
      if (entry.kind === 'file') bytes += (await (entry as FileSystemFileHandle).getFile()).size;
    }
    return bytes;
  };

  return { remove, open, list, size };
};
