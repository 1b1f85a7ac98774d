import type { FunctionId, FunctionName } from '../../functions/definitions';
import type { Json, OutputRole } from '../../core/media-function';

/** A finished job as its result page sees it. */
export interface ResultJob {
  readonly jobId: string;
  readonly functionId: FunctionId;
  readonly functionName: FunctionName;
  readonly name: string;
  /** As validated: every parameter present. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** One output file. `url` is an object URL that lives as long as the page shows this result. */
export interface ResultOutput {
  readonly role: OutputRole;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly blob: Blob;
  readonly url: string;
}

/** An input file that the browser can still read, with an object URL for previews. */
export interface ResultInput {
  readonly file: File;
  readonly url: string;
}

export interface ResultViewProps {
  readonly job: ResultJob;
  readonly outputs: readonly ResultOutput[];
  /** The function's Result JSON, parsed. */
  readonly result: Json;
  /** By slot; a slot is empty when its files are no longer readable (after a reload without a kept handle). */
  readonly inputs: Readonly<Record<string, readonly ResultInput[]>>;
  /**
   * Submits a new job with the same inputs and these parameters over the old ones, and shows it.
   * `null` when the inputs are gone: then hide what needs it.
   */
  readonly rerun: ((params: Readonly<Record<string, unknown>>) => Promise<void>) | null;
}
