import { baseNameOf, outputName } from '../../core/file-name';
import type { Json, OutputFile, OutputRole } from '../../core/media-function';
import { clockTime, writeChapterList, writeChaptersVtt, type Chapter } from '../../exporters/write-chapters';
import type { SlideOutput } from './definition';
import { nameOf, type TitledSegment } from './split-segments';

const textFile = (role: OutputRole, fileName: string, mimeType: string, text: string): OutputFile => ({
  role,
  fileName,
  mimeType,
  blob: new Blob([text], { type: `${mimeType};charset=utf-8` }),
});

export const chaptersOf = (segments: readonly TitledSegment[]): readonly Chapter[] =>
  segments.map((segment, i) => ({
    startSeconds: segment.start,
    endSeconds: segment.end,
    title: nameOf(segment, i),
  }));

/** Signs that Markdown would take for its own. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, (sign) => `\\${sign}`);

/** An outline: a heading a segment, the slide's other rows of text as a list. */
export const writeOutline = (sourceName: string, segments: readonly TitledSegment[]): string => {
  const parts = segments.map((segment, i) => {
    const heading = `## ${i + 1}. ${plain(nameOf(segment, i))}\n\n\`${clockTime(segment.start)}–${clockTime(segment.end)}\``;
    const rows = segment.text.split('\n').filter((row) => row.trim() !== '' && row.trim() !== segment.title);
    return [
      heading,
      ...(rows.length > 0 ? [rows.map((row) => `- ${plain(row.trim())}`).join('\n')] : []),
    ].join('\n\n');
  });
  return `# ${plain(baseNameOf(sourceName))}\n\n${parts.join('\n\n')}\n`;
};

/** Everything that is text. */
export const writeTexts = (
  sourceName: string,
  segments: readonly TitledSegment[],
  wanted: readonly SlideOutput[],
  result: Json,
): OutputFile[] => {
  const name = (label: string, extension: string): string => outputName(sourceName, label, extension);
  const files: OutputFile[] = [];
  if (wanted.includes('json'))
    files.push(
      textFile('result', name('segments', 'json'), 'application/json', JSON.stringify(result, null, 1)),
    );
  if (segments.length === 0) return files;
  const chapters = chaptersOf(segments);
  if (wanted.includes('chapters')) {
    files.push(textFile('result', name('chapters', 'vtt'), 'text/vtt', writeChaptersVtt(chapters)));
    files.push(textFile('result', name('chapters', 'txt'), 'text/plain', writeChapterList(chapters)));
  }
  if (wanted.includes('markdown'))
    files.push(
      textFile('result', name('outline', 'md'), 'text/markdown', writeOutline(sourceName, segments)),
    );
  return files;
};
