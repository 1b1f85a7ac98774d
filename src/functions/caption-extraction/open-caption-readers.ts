import type { BackendChoice, RunContext } from '../../core/media-function';
import { chooseBackend } from '../../inference/choose-backend';
import { openTextDetector } from '../../models/text-detector';
import type { CueFilter } from './definition';
import { openRowReader } from './open-row-reader';
import type { CaptionReaders } from './read-captions';

/** On fewer cores, threads that wait for the next run of the network take time from the decoder and the reader. */
const CORES_FOR_THREADS = 4;

const seekerBackend = async ({ backend, log }: RunContext<'model'>): Promise<BackendChoice> => {
  if (backend !== 'auto' || navigator.hardwareConcurrency >= CORES_FOR_THREADS) return backend;
  return (await chooseBackend(backend, log)) === 'webgpu' ? 'webgpu' : 'wasm';
};

/** The network that finds text, here, and those that read it, in a worker. Throws what `openNetwork` throws. */
export const openCaptionReaders = async (
  ctx: RunContext<'model'>,
  filter: CueFilter,
): Promise<CaptionReaders & AsyncDisposable> => {
  const { signal, log } = ctx;
  const reading = openRowReader(ctx, filter);
  reading.catch(() => undefined);
  const seeker = await openTextDetector({ signal, log, backend: await seekerBackend(ctx) }, 'fast').catch(
    async (error: unknown) => {
      await reading.then(
        (reader) => reader[Symbol.dispose](),
        () => undefined,
      );
      throw error;
    },
  );
  ctx.progress('model', 0.5);
  try {
    const reader = await reading;
    ctx.progress('model', 1);
    const close = async (): Promise<void> => {
      reader[Symbol.dispose]();
      await seeker[Symbol.asyncDispose]();
    };
    return { seeker, reader, [Symbol.asyncDispose]: close };
  } catch (error) {
    await seeker[Symbol.asyncDispose]();
    throw error;
  }
};
