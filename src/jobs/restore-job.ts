import type { StoredOutput } from '../core/media-function';
import type { Job } from './job';
import type { JobFiles } from './job-files';
import { inputsOfRecord, type JobRecord } from './job-records';

const interruptedError = {
  code: 'interrupted',
  message: 'The page was closed or reloaded before the job ended',
  details: {},
} as const;

/** A record whose tab is gone before the job ended. */
export const interrupted = (job: Job, timeMs: number): Job => ({
  ...job,
  endedAtMs: timeMs,
  state: { status: 'failed', error: interruptedError },
});

/** A record as a job again; outputs are files on the disk, and those that are gone are left out. */
export const restoreJob = async (record: JobRecord, files: JobFiles): Promise<Job> => {
  const { state } = record;
  const inputs = inputsOfRecord(record);
  if (state.status !== 'done') return { ...record, inputs, state };
  const found = await Promise.all(
    state.outputs.map(async (output): Promise<StoredOutput[]> => {
      const blob = output.path === null ? null : await files.open(record.id, output.path);
      return blob ? [{ ...output, blob }] : [];
    }),
  );
  return { ...record, inputs, state: { ...state, outputs: found.flat() } };
};
