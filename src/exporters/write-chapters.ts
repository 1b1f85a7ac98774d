/** One chapter; seconds. */
export interface Chapter {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly title: string;
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** `01:02:03.456` (WebVTT, section 4.1: timestamps). */
const vttTime = (seconds: number): string => {
  const ms = Math.round(seconds * 1000);
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
};

/** WebVTT cue text knows three escapes; a blank line would end the cue. */
const vttText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s*\n\s*/g, ' ');

/** WebVTT chapters for `<track kind="chapters">`. */
export const writeChaptersVtt = (chapters: readonly Chapter[]): string =>
  [
    'WEBVTT',
    ...chapters.map(
      ({ startSeconds, endSeconds, title }, i) =>
        `${i + 1}\n${vttTime(startSeconds)} --> ${vttTime(endSeconds)}\n${vttText(title)}`,
    ),
  ].join('\n\n') + '\n';

/** `0:00`, `12:05` or `1:02:03`, whole seconds. */
export const clockTime = (seconds: number): string => {
  const whole = Math.floor(seconds + 1e-6);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = pad(whole % 60, 2);
  return hours > 0 ? `${hours}:${pad(minutes, 2)}:${rest}` : `${minutes}:${rest}`;
};

/** One line a chapter, as video sites read it in a description; the first is at 0:00. */
export const writeChapterList = (chapters: readonly Chapter[]): string =>
  chapters
    .map(
      ({ startSeconds, title }, i) =>
        `${clockTime(i === 0 ? 0 : startSeconds)} ${title.replace(/\s+/g, ' ')}\n`,
    )
    .join('');

/** Signs with a meaning in ffmpeg's metadata format are escaped by a backslash. */
const metadataText = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[=;#\\]/g, (sign) => `\\${sign}`);

/** ffmpeg's metadata file (ffmpeg-formats, section Metadata). */
export const writeFfmetadata = (chapters: readonly Chapter[]): string =>
  [
    ';FFMETADATA1',
    ...chapters.map(
      ({ startSeconds, endSeconds, title }) =>
        `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${Math.round(startSeconds * 1000)}\nEND=${Math.round(endSeconds * 1000)}\ntitle=${metadataText(title)}`,
    ),
  ].join('\n') + '\n';
