import type { OutputFile, StoredOutput } from '../core/media-function';
import type { Scratch } from '../core/scratch';

/** A job's disk area as its owner sees it; functions get the `Scratch` half only. */
export interface JobScratch extends Scratch {
  /** Puts every output on the disk (those not there yet are streamed to it) and deletes all else. */
  keep(outputs: readonly OutputFile[]): Promise<readonly StoredOutput[]>;
  /** Deletes the job's folder. */
  remove(): Promise<void>;
}
