import type { ScratchFile } from '../core/scratch';
import { openFfmpeg } from './ffmpeg/open-ffmpeg';
import type { OutputChunk } from './ffmpeg/ffmpeg-wire';
import { verifyOutput } from './verify-output';
import type { MediaSource } from './media-source';

export interface ChapterVideoOptions {
  readonly target: ScratchFile;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * The whole video as an MP4 with chapters, its packets copied. `metadata` is in ffmpeg's format. Null where MP4 does not
 * take the codecs. Throws `storage-full`, `verify-failed`.
 */
export const writeChapterVideo = async (
  source: MediaSource,
  metadata: string,
  { target, signal, log, onProgress }: ChapterVideoOptions,
): Promise<File | null> => {
  const inputs = [
    { name: 'source', blob: source.file },
    { name: 'chapters.txt', blob: new Blob([metadata]) },
  ];
  using ffmpeg = await openFfmpeg({ inputs, signal });
  const writer = (await target.openWritable()).getWriter();
  const onChunk = ({ position, data }: OutputChunk) => writer.write({ type: 'write', position, data });
  const inputArgs = '-i /in/source -f ffmetadata -i /in/chapters.txt'.split(' ');
  const mapping = '-map 0:v:0 -map 0:a? -map_metadata 0 -map_chapters 1 -c copy'.split(' ');
  const args = [...inputArgs, ...mapping, '-f', 'mp4', '/out/chapters.mp4'];
  try {
    const { exitCode, tail } = await ffmpeg.run('ffmpeg', args, {
      onChunk,
      onTime: (seconds) => onProgress?.(Math.min(1, seconds / Math.max(0.1, source.durationSeconds))),
    });
    await writer.close();
    if (exitCode !== 0) {
      log(`No MP4 with chapters: it does not take these codecs\n${tail}`);
      await target.remove();
      return null;
    }
    const file = await target.getFile();
    await verifyOutput(file, {
      hasVideo: true,
      hasAudio: source.audio !== null,
      endSeconds: source.durationSeconds,
    });
    return file;
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    await target.remove().catch(() => undefined);
    throw error;
  }
};
