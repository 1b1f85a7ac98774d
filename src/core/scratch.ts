/** OPFS folder that holds one folder per job: `jobs/<jobId>/`. */
export const JOBS_FOLDER = 'jobs';

/** One positioned write; the shape mediabunny's `StreamTarget` and the File System API share. */
export interface PositionedChunk {
  readonly type: 'write';
  readonly position: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A file on the job's private disk area (OPFS). Not visible to the person until a job returns it as an output. */
export interface ScratchFile {
  readonly name: string;
  /** Random-access stream; back-pressured. Closing it flushes; aborting leaves the file to be removed. */
  openWritable(): Promise<WritableStream<PositionedChunk>>;
  /** A disk-backed `File` of what has been flushed so far. */
  getFile(): Promise<File>;
  remove(): Promise<void>;
}

/** The job's private disk area. Everything in it that is not returned as an output is deleted when the job ends. */
export interface Scratch {
  /** Creates or truncates a file. Throws `MediaError('storage-full')` when the disk quota is used up. */
  createFile(name: string): Promise<ScratchFile>;
}
