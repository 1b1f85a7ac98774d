import type { CreateFfmpegCore, FfmpegCore } from './ffmpeg-core';
import type { FfmpegReply, FfmpegRequest, LoadRequest, MountedInput, OutputChunk } from './ffmpeg-wire';
import { createStreamFileSystem } from './stream-file-system';

/** Chunks (of up to 1 MiB) that may wait to be written before ffmpeg is held. */
const MAX_CHUNKS_IN_FLIGHT = 32;

let core: FfmpegCore | null = null;

const reply = (message: FfmpegReply, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

/** ffmpeg runs synchronously here, so the only way to hold it is to block on shared memory. */
const createSender = (gate: SharedArrayBuffer | null) => {
  const counter = gate && new Int32Array(gate);
  return (chunk: OutputChunk): void => {
    if (counter) Atomics.add(counter, 0, 1);
    reply({ kind: 'chunk', chunk }, [chunk.data.buffer]);
    if (!counter) return;
    for (
      let waiting = Atomics.load(counter, 0);
      waiting > MAX_CHUNKS_IN_FLIGHT;
      waiting = Atomics.load(counter, 0)
    )
      Atomics.wait(counter, 0, waiting);
  };
};

const mountInputs = ({ FS }: FfmpegCore, inputs: readonly MountedInput[]): void => {
  const blobs = inputs.map(({ name, blob }) => ({ name, data: blob }));
  FS.mount(FS.filesystems.WORKERFS, { blobs }, '/in');
};

const load = async ({ coreUrl, wasmUrl, inputs, gate }: LoadRequest): Promise<void> => {
  const module = (await import(/* @vite-ignore */ coreUrl)) as { readonly default: CreateFfmpegCore };
  // The core reads where its wasm lies from the fragment of this URL.
  const places = btoa(JSON.stringify({ wasmURL: wasmUrl, workerURL: '' }));
  const loaded = await module.default({ mainScriptUrlOrBlob: `${coreUrl}#${places}` });
  loaded.setLogger(({ type, message }) => reply({ kind: 'log', stream: type, line: message }));
  loaded.setProgress(({ time }) => reply({ kind: 'time', seconds: time / 1e6 }));
  loaded.FS.mkdir('/in');
  loaded.FS.mkdir('/out');
  mountInputs(loaded, inputs);
  loaded.FS.mount(createStreamFileSystem(loaded.FS, createSender(gate)), {}, '/out');
  core = loaded;
};

const answer = async (request: FfmpegRequest): Promise<FfmpegReply> => {
  if (request.kind === 'load') {
    await load(request);
    return { kind: 'ready' };
  }
  if (!core) throw new Error('ffmpeg is not loaded');
  if (request.kind === 'mount') {
    core.FS.unmount('/in');
    mountInputs(core, request.inputs);
    return { kind: 'ready' };
  }
  core[request.program === 'ffmpeg' ? 'exec' : 'ffprobe'](...request.args);
  const exitCode = core.ret;
  core.reset();
  return { kind: 'done', exitCode };
};

self.onmessage = (event: MessageEvent<FfmpegRequest>) => {
  answer(event.data).then(reply, (error: unknown) => reply({ kind: 'failed', message: String(error) }));
};
