import coreUrl from '@ffmpeg/core?url';
import wasmUrl from '@ffmpeg/core/wasm?url';
import { MediaError } from '../../core/errors';
import type { FfmpegReply, FfmpegRequest, MountedInput, OutputChunk } from './ffmpeg-wire';

/** Log lines kept for a failure report. */
const KEPT_LOG_LINES = 40;
/** Even on a slow machine ffmpeg reports at least every few seconds; longer silence is a hang on damaged input. */
const STALL_MS = 20_000;

export interface FfmpegOptions {
  readonly inputs: readonly MountedInput[];
  readonly signal: AbortSignal;
  readonly onLog?: (line: string) => void;
}

export interface RunListeners {
  /** Takes a piece of a file under `/out`; ffmpeg is held while too many are unwritten. */
  readonly onChunk?: (chunk: OutputChunk) => Promise<void>;
  /** Output time reached, seconds. */
  readonly onTime?: (seconds: number) => void;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  /** The last lines of the log. */
  readonly tail: string;
}

/** One ffmpeg in a worker of its own. It belongs to one job; disposing it kills the worker at once. */
export interface Ffmpeg extends Disposable {
  run(program: 'ffmpeg' | 'ffprobe', args: readonly string[], listeners?: RunListeners): Promise<RunResult>;
  /** Replaces the files under `/in`. */
  mount(inputs: readonly MountedInput[]): Promise<void>;
}

/** Turns the worker's events into one promise per request; a crash or an abort rejects it and ends the worker. */
const createChannel = (worker: Worker, signal: AbortSignal) => {
  let settle: { resolve: (reply: FfmpegReply) => void; reject: (error: unknown) => void } | null = null;
  let listener: (reply: FfmpegReply) => void = () => undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const fail = (error: unknown) => {
    clearTimeout(watchdog);
    worker.terminate();
    settle?.reject(error);
    settle = null;
  };
  const onAbort = () => fail(signal.reason);
  const watch = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => fail(new MediaError('decode-failed', 'ffmpeg stalled')), STALL_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  worker.onerror = (event) => fail(new MediaError('decode-failed', `ffmpeg crashed: ${event.message}`));
  worker.onmessage = ({ data }: MessageEvent<FfmpegReply>) => {
    watch();
    listener(data);
    if (data.kind === 'failed') fail(new MediaError('decode-failed', `ffmpeg failed: ${data.message}`));
    if (data.kind !== 'ready' && data.kind !== 'done') return;
    clearTimeout(watchdog);
    settle?.resolve(data);
    settle = null;
  };
  const request = (message: FfmpegRequest, onReply: (reply: FfmpegReply) => void = () => undefined) => {
    signal.throwIfAborted();
    listener = onReply;
    watch();
    return new Promise<FfmpegReply>((resolve, reject) => {
      settle = { resolve, reject };
      worker.postMessage(message);
    });
  };
  const close = () => {
    signal.removeEventListener('abort', onAbort);
    fail(new DOMException('ffmpeg was closed', 'AbortError'));
  };
  return { request, fail, close };
};

/** Hands chunks on one after the other and lets ffmpeg go on when they are taken. */
const createChunkQueue = (gate: SharedArrayBuffer | null, fail: (error: unknown) => void) => {
  const counter = gate && new Int32Array(gate);
  let tail: Promise<void> = Promise.resolve();
  const release = () => {
    if (!counter) return;
    Atomics.sub(counter, 0, 1);
    Atomics.notify(counter, 0);
  };
  return {
    push: (take: () => Promise<void>) => {
      tail = tail.then(take).finally(release);
      tail.catch(fail);
    },
    drained: () => tail,
  };
};

/** Starts ffmpeg.wasm with the inputs mounted (never copied). Aborting the signal kills it. */
export const openFfmpeg = async ({ inputs, signal, onLog }: FfmpegOptions): Promise<Ffmpeg> => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./ffmpeg.worker.ts', import.meta.url), { type: 'module' });
  const channel = createChannel(worker, signal);
  const gate = globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : null;
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  await channel.request({
    kind: 'load',
    coreUrl: absolute(coreUrl),
    wasmUrl: absolute(wasmUrl),
    inputs,
    gate,
  });

  const run: Ffmpeg['run'] = async (program, args, listeners = {}) => {
    const [stdout, log]: [string[], string[]] = [[], []];
    const queue = createChunkQueue(gate, channel.fail);
    const done = await channel.request({ kind: 'run', program, args }, (reply) => {
      if (reply.kind === 'time') listeners.onTime?.(reply.seconds);
      if (reply.kind === 'chunk') queue.push(async () => listeners.onChunk?.(reply.chunk));
      if (reply.kind !== 'log') return;
      onLog?.(reply.line);
      const lines = reply.stream === 'stdout' ? stdout : log;
      lines.push(reply.line);
      if (log.length > KEPT_LOG_LINES) log.shift();
    });
    await queue.drained();
    const exitCode = done.kind === 'done' ? done.exitCode : 1;
    return { exitCode, stdout: stdout.join('\n'), tail: log.join('\n') };
  };

  return {
    run,
    mount: async (files) => void (await channel.request({ kind: 'mount', inputs: files })),
    [Symbol.dispose]: channel.close,
  };
};
