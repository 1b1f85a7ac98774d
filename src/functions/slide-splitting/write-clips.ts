import { outputName } from '../../core/file-name';
import type { OutputFile, RunContext } from '../../core/media-function';
import { writeFfmetadata } from '../../exporters/write-chapters';
import { cutClip } from '../../media/cut-clip';
import type { MediaSource } from '../../media/media-source';
import { writeChapterVideo } from '../../media/write-chapter-video';
import { chaptersOf } from './write-texts';
import type { TitledSegment } from './split-segments';

type Tools = Pick<RunContext, 'signal' | 'scratch' | 'log'> & {
  readonly onProgress: (fraction: number) => void;
};

/** File systems refuse some signs; a title is cut to what fits a name. */
const MAX_NAME_CHARACTERS = 40;
const fileWords = (title: string): string =>
  title
    .replace(/[\p{Cc}\\/:*?"<>|.#%&{}$!'@+`=\s]+/gu, '-')
    .slice(0, MAX_NAME_CHARACTERS)
    .replace(/^-+|-+$/g, '');

const clipLabel = (segment: TitledSegment, index: number, total: number): string => {
  const number = String(index + 1).padStart(Math.max(2, String(total).length), '0');
  const words = fileWords(segment.title);
  return words ? `${number}-${words}` : number;
};

/** One MP4 a segment; copied packet for packet where that gives the right picture. */
export const writeClips = async (
  source: MediaSource,
  segments: readonly TitledSegment[],
  exact: boolean,
  { signal, scratch, log, onProgress }: Tools,
): Promise<OutputFile[]> => {
  const keyframes = await source.keyframeTimes();
  const files: OutputFile[] = [];
  let copied = 0;
  for (const [index, segment] of segments.entries()) {
    const fileName = outputName(source.file.name, clipLabel(segment, index, segments.length), 'mp4');
    const { file, isCopied } = await cutClip(
      source,
      { startSeconds: segment.start, endSeconds: segment.end },
      keyframes,
      {
        target: await scratch.createFile(fileName),
        exact,
        signal,
        log,
        onProgress: (fraction) => onProgress((index + fraction) / segments.length),
      },
    );
    copied += isCopied ? 1 : 0;
    files.push({ role: 'result', fileName, mimeType: 'video/mp4', blob: file });
    onProgress((index + 1) / segments.length);
  }
  log(`Clips: ${copied} copied, ${segments.length - copied} encoded`);
  return files;
};

/** The whole video with its chapters inside, where MP4 takes its codecs. */
export const writeChaptered = async (
  source: MediaSource,
  segments: readonly TitledSegment[],
  { signal, scratch, log, onProgress }: Tools,
): Promise<OutputFile[]> => {
  const fileName = outputName(source.file.name, 'chapters', 'mp4');
  const file = await writeChapterVideo(source, writeFfmetadata(chaptersOf(segments)), {
    target: await scratch.createFile(fileName),
    signal,
    log,
    onProgress,
  });
  return file ? [{ role: 'result', fileName, mimeType: 'video/mp4', blob: file }] : [];
};
