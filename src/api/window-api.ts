import type { JobApi, JobInfo, OutputFileInfo, StateListener } from './job-api-shapes';
import type { WatchStates } from './rpc';

export interface WindowOutputFile extends OutputFileInfo {
  Blob(): Promise<Blob>;
}
export interface WindowJobInfo extends Omit<JobInfo, 'OutputFiles'> {
  readonly OutputFiles: readonly WindowOutputFile[];
}

/** `window.cutroom`: the job API, with outputs that can be read in place. */
export interface WindowApi extends Omit<JobApi, 'queryIProductionJob' | 'listIProductionJobs'> {
  queryIProductionJob(reference: { readonly JobId: string }): Promise<WindowJobInfo>;
  listIProductionJobs(
    filter?: Parameters<JobApi['listIProductionJobs']>[0],
  ): Promise<{ readonly Jobs: readonly WindowJobInfo[] }>;
  /** Returns the unsubscribe function. */
  onJobStateChange(listener: StateListener): () => void;
}

export const createWindowApi = (api: JobApi, watchStates: WatchStates): WindowApi => {
  const withBlobs = (job: JobInfo): WindowJobInfo => ({
    ...job,
    OutputFiles: job.OutputFiles.map((file) => ({
      ...file,
      Blob: () => api.readIProductionOutput({ JobId: job.JobId, Name: file.Name }),
    })),
  });
  return {
    ...api,
    queryIProductionJob: async (reference) => withBlobs(await api.queryIProductionJob(reference)),
    listIProductionJobs: async (filter) => {
      const { Jobs } = await api.listIProductionJobs(filter);
      return { Jobs: Jobs.map(withBlobs) };
    },
    onJobStateChange: (listener) => watchStates(listener),
  };
};

declare global {
  interface Window {
    cutroom: WindowApi;
  }
}
