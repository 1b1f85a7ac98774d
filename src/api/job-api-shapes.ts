import type { BackendChoice, InputSlots, OutputRole } from '../core/media-function';
import type { ErrorDetails } from '../core/errors';

/** One input: a file, or where it lies (a handle lets an interrupted job go on after a reload). */
export type InputItem = Blob | FileSystemFileHandle | { readonly Media: Blob | FileSystemFileHandle };

export interface SubmitRequest {
  readonly FunctionName: string;
  /** One item or a list for the function's first slot, or an object of slots: `{ source: [...], background: [...] }`. */
  readonly Input:
    InputItem | readonly InputItem[] | Readonly<Record<string, InputItem | readonly InputItem[]>>;
  /** File-name template: `{source} {timestamp} {sequenceId} {resultType}`. */
  readonly Output?: { readonly Media?: string };
  /** JSON text or an object; what is left out takes its default. */
  readonly JobParams?: string | Readonly<Record<string, unknown>>;
  readonly Name?: string;
  /** At most 256 characters, echoed back. */
  readonly UserData?: string;
  /** 1..10, default 6; smaller runs first. */
  readonly Priority?: number;
  /** A repeated submit with the same token returns the first job, also after a reload. */
  readonly ClientToken?: string;
  /** Forces an inference backend, for tests and comparisons. Default `auto`. */
  readonly Backend?: BackendChoice;
}

export type JobStatus = 'Queuing' | 'Analysing' | 'Success' | 'Fail' | 'Cancelled';

export interface OutputFileInfo {
  readonly Name: string;
  readonly Size: number;
  readonly MimeType: string;
  readonly Role: OutputRole;
}

export interface JobInfo {
  readonly JobId: string;
  readonly FunctionName: string;
  readonly Status: JobStatus;
  /** ISO 8601; `FinishTime` is `''` until the job has ended. */
  readonly CreateTime: string;
  readonly FinishTime: string;
  /** Percent, 0..100; never falls. */
  readonly Progress: number;
  readonly Input: Readonly<
    Record<string, readonly { readonly Name: string; readonly Size: number; readonly MimeType: string }[]>
  >;
  readonly OutputFiles: readonly OutputFileInfo[];
  /** JSON text, `''` until Success. */
  readonly Result: string;
  /** `''`, or the code of a Fail or Cancelled. */
  readonly Code: string;
  readonly Message: string;
  readonly Details: ErrorDetails;
  readonly Name: string;
  readonly UserData: string;
  readonly Priority: number;
  /** JSON text of the parameters with every default filled in. */
  readonly JobParams: string;
  /** Id of the stage that runs, else `''`. */
  readonly Stage: string;
  /** Seconds to go; `null` while there is nothing honest to say. */
  readonly Eta: number | null;
  /** The inference backend that was used; `''` until one was. */
  readonly Backend: string;
  readonly Log: readonly string[];
}

export interface ListRequest {
  readonly Status?: JobStatus;
  readonly FunctionName?: string;
}

export interface JobReference {
  readonly JobId: string;
}

/** Body of the state-change callback. */
export interface JobStateChange {
  readonly JobId: string;
  readonly FunctionName: string;
  readonly State: JobStatus;
  readonly Code: string;
  readonly Message: string;
  readonly Details: ErrorDetails;
  readonly Type: 'IProduction';
  readonly UserData: string;
}

export interface FunctionInfo {
  readonly FunctionName: string;
  readonly Id: string;
  readonly Aliases: readonly string[];
  readonly Inputs: InputSlots;
  readonly Stages: readonly string[];
  /** JSON schema (draft 2020-12) of `JobParams`. */
  readonly ParamsSchema: Readonly<Record<string, unknown>>;
}

/** Every method takes and gives plain cloneable data, so that the three transports can share it. Rejects with a `MediaError`. */
export interface JobApi {
  submitIProductionJob(request: SubmitRequest): Promise<JobReference>;
  queryIProductionJob(reference: JobReference): Promise<JobInfo>;
  listIProductionJobs(filter?: ListRequest): Promise<{ readonly Jobs: readonly JobInfo[] }>;
  /** Resolves once the cancel is on its way; the job is `Cancelled` within 2 s. */
  cancelIProductionJob(reference: JobReference): Promise<JobReference>;
  /** Deletes a job with its outputs; one that runs is cancelled first. */
  deleteIProductionJob(reference: JobReference): Promise<JobReference>;
  readIProductionOutput(request: { readonly JobId: string; readonly Name: string }): Promise<Blob>;
  listFunctions(): Promise<readonly FunctionInfo[]>;
}

export type StateListener = (change: JobStateChange) => void;
