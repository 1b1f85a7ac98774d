import type { RunContext } from '../../core/media-function';
import { chooseBesideWork } from '../../inference/choose-backend';
import { openTextDetector } from '../../models/text-detector';
import type { CueFilter } from './definition';
import { openRowReader } from './open-row-reader';
import type { CaptionReaders } from './read-captions';

/** The network that finds text, here, and those that read it, in a worker. Throws what `openNetwork` throws. */
export const openCaptionReaders = async (
  ctx: RunContext<'model'>,
  filter: CueFilter,
): Promise<CaptionReaders & AsyncDisposable> => {
  const { signal, log } = ctx;
  const backend = await chooseBesideWork(ctx.backend, log);
  const reading = openRowReader(ctx, filter);
  reading.catch(() => undefined);
  const seeker = await openTextDetector({ signal, log, backend }, 'fast').catch(async (error: unknown) => {
    await reading.then(
      (reader) => reader[Symbol.dispose](),
      () => undefined,
    );
    throw error;
  });
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
