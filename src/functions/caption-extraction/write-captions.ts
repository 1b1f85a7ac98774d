import type { CaptionCue, CaptionResult } from '../../core/caption-result';
import { outputName } from '../../core/file-name';
import type { OutputFile } from '../../core/media-function';
import { writeAss, writePlainText, writeSrt, writeVtt, type AssPicture } from '../../exporters/subtitles';
import type { CaptionFormat } from './definition';
import { languageOf } from './plan-cues';

export interface WriteOptions {
  readonly sourceName: string;
  readonly formats: readonly CaptionFormat[];
  readonly separate: boolean;
  readonly prefix: string;
  readonly track: string;
  readonly picture: Omit<AssPicture, 'title'>;
}

const MIME_TYPES: Readonly<Record<CaptionFormat, string>> = {
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  ass: 'text/x-ssa',
  json: 'application/json',
  txt: 'text/plain',
};

const write = (
  format: CaptionFormat,
  { cues, track, reason }: CaptionResult,
  options: WriteOptions,
): string => {
  switch (format) {
    case 'srt':
      return writeSrt(cues, options.prefix);
    case 'vtt':
      return writeVtt(cues, track);
    case 'ass':
      return writeAss(cues, { ...options.picture, title: track }, options.prefix);
    case 'json':
      return `${JSON.stringify({ cues, track, reason }, null, 2)}\n`;
    case 'txt':
      return writePlainText(cues);
  }
};

const keepLines = (cues: readonly CaptionCue[], lang: 'zh' | 'en'): CaptionCue[] =>
  cues.flatMap((cue) => {
    const lines = cue.text.split('\n').filter((line) => {
      const language = languageOf(line);
      return lang === 'zh' ? language === 'zh' || language === 'mixed' : language === 'en';
    });
    return lines.length > 0 ? [{ ...cue, text: lines.join('\n'), lang }] : [];
  });

/** Cues of one file each: all of them, or Chinese and English apart (lines that are neither stay with the first). */
const tracksOf = (
  result: CaptionResult,
  { separate, track }: WriteOptions,
): readonly (readonly [string, CaptionResult])[] => {
  const name = track.trim() || 'main';
  if (!separate) return [[name, result]];
  const parts = (['zh', 'en'] as const)
    .map((lang) => [`${name}.${lang}`, { ...result, cues: keepLines(result.cues, lang) }] as const)
    .filter(([, part]) => part.cues.length > 0);
  return parts.length > 0 ? parts : [[name, result]];
};

/** A video without captions gives files without cues. */
export const writeCaptions = (result: CaptionResult, options: WriteOptions): OutputFile[] =>
  tracksOf(result, options).flatMap(([name, part]) =>
    options.formats.map((format) => ({
      role: 'result' as const,
      fileName: outputName(options.sourceName, name, format),
      mimeType: MIME_TYPES[format],
      blob: new Blob([write(format, part, options)], { type: MIME_TYPES[format] }),
    })),
  );
