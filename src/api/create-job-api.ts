import { MediaError } from '../core/errors';
import { paramsJsonSchema } from '../core/params-error';
import { definitions } from '../functions/definitions';
import type { Job } from '../jobs/job';
import { findJob } from '../jobs/job-store';
import type { Jobs } from '../jobs/start-jobs';
import { describeChange, describeJob } from './describe-job';
import { aliasesOf, findFunction } from './find-function';
import type { FunctionInfo, JobApi, StateListener } from './job-api-shapes';
import { parseSubmit } from './parse-submit';

const missing = (field: string, value: string): MediaError =>
  new MediaError('invalid-params', `There is no ${field} ${value}`, { details: { field, value, range: '' } });

const jobOf = ({ store }: Jobs, jobId: unknown): Job => {
  const job = findJob(store, String(jobId));
  if (!job) throw missing('JobId', String(jobId));
  return job;
};

const outputBlob = (job: Job, name: string): Blob => {
  const outputs = job.state.status === 'done' ? job.state.outputs : [];
  const output = outputs.find(({ fileName }) => fileName === name);
  if (!output) throw missing('Name', name);
  return output.blob;
};

const listFunctions = async (): Promise<readonly FunctionInfo[]> =>
  definitions.map((definition) => ({
    FunctionName: definition.functionName,
    Id: definition.id,
    Aliases: aliasesOf(definition.functionName),
    Inputs: definition.inputs,
    Stages: definition.stages.map(({ id }) => id),
    ParamsSchema: paramsJsonSchema(definition.params),
  }));

/** The one implementation behind `window.cutroom`, the embedding RPC and the channel to other tabs. */
export const createJobApi = (jobs: Jobs): JobApi => ({
  submitIProductionJob: async (request) => {
    const job = await jobs.submit(await parseSubmit(request));
    return { JobId: job.id };
  },
  queryIProductionJob: async ({ JobId }) => describeJob(jobOf(jobs, JobId)),
  listIProductionJobs: async ({ Status, FunctionName } = {}) => {
    const functionName = FunctionName === undefined ? undefined : findFunction(FunctionName).functionName;
    const found = jobs.store
      .getState()
      .jobs.filter((job) => functionName === undefined || job.functionName === functionName)
      .map(describeJob);
    return { Jobs: found.filter((job) => Status === undefined || job.Status === Status) };
  },
  cancelIProductionJob: async ({ JobId }) => {
    const { id } = jobOf(jobs, JobId);
    jobs.cancel(id);
    return { JobId: id };
  },
  deleteIProductionJob: async ({ JobId }) => {
    const { id } = jobOf(jobs, JobId);
    await jobs.remove(id);
    return { JobId: id };
  },
  readIProductionOutput: async ({ JobId, Name }) => outputBlob(jobOf(jobs, JobId), Name),
  listFunctions,
});

/** Calls the listener at every change of a job's state. Returns the unsubscribe function. */
export const watchJobStates = ({ store }: Pick<Jobs, 'store'>, listener: StateListener): (() => void) =>
  store.subscribe(({ jobs }, { jobs: jobsBefore }) => {
    const before = new Map(jobsBefore.map((job) => [job.id, job.state.status]));
    for (const job of jobs) if (job.state.status !== before.get(job.id)) listener(describeChange(job));
  });
