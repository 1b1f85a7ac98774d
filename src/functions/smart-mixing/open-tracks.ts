import { MediaError } from '../../core/errors';
import type { MediaSource } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import type { RunContext } from '../../core/media-function';

/** All inputs, open; closes them together. */
export interface OpenTracks extends Disposable {
  readonly sources: readonly MediaSource[];
}

/** A file's name goes with its failure: with sixteen inputs a person must know which one. */
const namedFailure = (error: unknown, file: File): unknown =>
  error instanceof MediaError
    ? new MediaError(error.code, `${file.name}: ${error.message}`, {
        cause: error,
        details: { ...error.details, file: file.name },
      })
    : error;

/** Throws what `openMedia` throws, and `no-audio-track` for a silent video. */
export const openTracks = async (files: readonly File[], ctx: RunContext<'open'>): Promise<OpenTracks> => {
  const sources: MediaSource[] = [];
  const close = () => sources.forEach((source) => source[Symbol.dispose]());
  try {
    for (const [index, file] of files.entries()) {
      const report = (fraction: number) => ctx.progress('open', (index + fraction) / files.length);
      const options = { signal: ctx.signal, scratch: ctx.scratch, log: ctx.log, need: 'audio' as const };
      const source = await openMedia(file, { ...options, onPrepare: report }).catch((error: unknown) => {
        throw namedFailure(error, file);
      });
      sources.push(source);
      report(1);
    }
    return { sources, [Symbol.dispose]: close };
  } catch (error) {
    close();
    throw error;
  }
};
