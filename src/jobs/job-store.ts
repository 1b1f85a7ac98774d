import { createStore } from 'zustand/vanilla';
import { isEnded, type Job, type JobState } from './job';

export interface JobsState {
  /** In order of submission. */
  readonly jobs: readonly Job[];
}

export const createJobStore = () => createStore<JobsState>(() => ({ jobs: [] }));
export type JobStore = ReturnType<typeof createJobStore>;

export const findJob = (store: JobStore, id: string): Job | undefined =>
  store.getState().jobs.find((job) => job.id === id);

/** `''` finds nothing. */
export const findByClientToken = (store: JobStore, token: string): Job | undefined =>
  token === '' ? undefined : store.getState().jobs.find((job) => job.clientToken === token);

/** Adds a job, or replaces the one with its id. */
export const putJob = (store: JobStore, job: Job): void =>
  store.setState(({ jobs }) => ({
    jobs: jobs.some(({ id }) => id === job.id)
      ? jobs.map((old) => (old.id === job.id ? job : old))
      : [...jobs, job],
  }));

export const dropJob = (store: JobStore, id: string): void =>
  store.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));

/** Changes a job that has not ended: late worker events cannot revive or alter one that has. */
export const patchJob = (store: JobStore, id: string, patch: (job: Job) => Partial<Job>): void =>
  store.setState(({ jobs }) => ({
    jobs: jobs.map((job) => (job.id === id && !isEnded(job) ? { ...job, ...patch(job) } : job)),
  }));

export const setJobState = (store: JobStore, id: string, state: JobState): void =>
  patchJob(store, id, () => ({ state }));
