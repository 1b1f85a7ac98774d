/** Whether a fast path really works here, and in plain words (for the log and the capability page) why not. */
export interface Capability {
  readonly usable: boolean;
  readonly reason: string;
}

export interface WebGpuReport extends Capability {
  readonly adapter: string;
}

export interface ThreadReport extends Capability {
  readonly count: number;
}

/** Each codec was really encoded or decoded once. */
export interface CodecReport {
  readonly codec: string;
  readonly decode: boolean;
  readonly encode: boolean;
  readonly via: 'webcodecs' | 'wasm' | 'none';
}

export interface BackendReport {
  readonly webgpu: WebGpuReport;
  readonly threads: ThreadReport;
  readonly opfs: Capability;
  readonly codecs: readonly CodecReport[];
}
