import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Job } from '../jobs/job';
import type { Jobs } from '../jobs/start-jobs';

export const StudioContext = createContext<Jobs | null>(null);

export const useStudio = (): Jobs => {
  const jobs = useContext(StudioContext);
  if (!jobs) throw new Error('StudioContext is missing');
  return jobs;
};

export const useJobs = <T>(select: (jobs: readonly Job[]) => T): T => {
  const { store } = useStudio();
  return useStore(
    store,
    useShallow((state) => select(state.jobs)),
  );
};

export const useJob = (id: string): Job | undefined => useJobs((jobs) => jobs.find((job) => job.id === id));
