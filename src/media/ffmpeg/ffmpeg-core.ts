/** The parts of the Emscripten module of `@ffmpeg/core` that are used. */
export interface FsNode {
  id: number;
  mode: number;
  size: number;
  name: string;
  node_ops: object;
  stream_ops: object;
}

export interface FsStream {
  readonly node: FsNode;
  position: number;
}

export interface FileSystem {
  readonly filesystems: { readonly WORKERFS: object };
  readonly ErrnoError: new (code: number) => Error;
  createNode(parent: FsNode | null, name: string, mode: number, device?: number): FsNode;
  mkdir(path: string): void;
  mount(type: object, options: object, path: string): void;
  unmount(path: string): void;
}

export interface FfmpegCore {
  readonly FS: FileSystem;
  readonly ret: number;
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
  reset(): void;
  setLogger(logger: (entry: { readonly type: string; readonly message: string }) => void): void;
  setProgress(listener: (state: { readonly progress: number; readonly time: number }) => void): void;
}

export type CreateFfmpegCore = (options: { readonly mainScriptUrlOrBlob: string }) => Promise<FfmpegCore>;
