import type { ErrorDetails } from '../core/errors';
import type { Job, JobState, LogLine } from '../jobs/job';
import type { JobInfo, JobStateChange, JobStatus, OutputFileInfo } from './job-api-shapes';

const STATUS: Readonly<Record<JobState['status'], JobStatus>> = {
  queued: 'Queuing',
  running: 'Analysing',
  done: 'Success',
  failed: 'Fail',
  cancelled: 'Cancelled',
};

const isoTime = (timeMs: number | null): string => (timeMs === null ? '' : new Date(timeMs).toISOString());

const logText = ({ timeMs, message, data }: LogLine): string =>
  `${isoTime(timeMs)} ${message}${data === undefined ? '' : ` ${JSON.stringify(data)}`}`;

const progressOf = (state: JobState): number => {
  if (state.status === 'done') return 100;
  return state.status === 'running' ? Math.floor(state.overall * 100) : 0;
};

const outputsOf = (state: JobState): readonly OutputFileInfo[] =>
  state.status !== 'done'
    ? []
    : state.outputs.map(({ fileName, blob, mimeType, role }) => {
        return { Name: fileName, Size: blob.size, MimeType: mimeType, Role: role };
      });

interface Failure {
  readonly Code: string;
  readonly Message: string;
  readonly Details: ErrorDetails;
}

const failureOf = (state: JobState): Failure => {
  if (state.status === 'cancelled') return { Code: 'cancelled', Message: 'Cancelled', Details: {} };
  if (state.status !== 'failed') return { Code: '', Message: '', Details: {} };
  const { code, message, details } = state.error;
  return { Code: code, Message: message, Details: details };
};

const inputOf = (job: Job): JobInfo['Input'] =>
  Object.fromEntries(
    Object.entries(job.inputs).map(([slot, list]) => [
      slot,
      list.map(({ name, size, type }) => ({ Name: name, Size: size, MimeType: type })),
    ]),
  );

/** A job as the public API shows it; plain data. */
export const describeJob = (job: Job): JobInfo => ({
  JobId: job.id,
  FunctionName: job.functionName,
  Status: STATUS[job.state.status],
  CreateTime: isoTime(job.createdAtMs),
  FinishTime: isoTime(job.endedAtMs),
  Progress: progressOf(job.state),
  Input: inputOf(job),
  OutputFiles: outputsOf(job.state),
  Result: job.state.status === 'done' ? JSON.stringify(job.state.result) : '',
  ...failureOf(job.state),
  Name: job.name,
  UserData: job.userData,
  Priority: job.priority,
  JobParams: JSON.stringify(job.params),
  Stage: job.state.status === 'running' ? job.state.stage : '',
  Eta: job.state.status === 'running' ? job.state.etaSeconds : null,
  Backend: job.usedBackend,
  Log: job.log.map(logText),
});

export const describeChange = (job: Job): JobStateChange => ({
  JobId: job.id,
  FunctionName: job.functionName,
  State: STATUS[job.state.status],
  ...failureOf(job.state),
  Type: 'IProduction',
  UserData: job.userData,
});
