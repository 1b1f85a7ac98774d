import type { NormalizedBox } from '../core/geometry';

/** One subtitle; lines of `text` are separated by `\n`. */
export interface SubtitleCue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where it stood in the picture; ASS and VTT keep lines at the top and in the middle there. */
  readonly box?: NormalizedBox;
}

const MS_PER_SECOND = 1000;
/** A cue whose middle is above this is at the top; below `LOW` at the bottom, as players do without being told. */
const HIGH = 0.35;
const LOW = 0.65;

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `hh:mm:ss` and the milliseconds left over. */
const clock = (seconds: number): readonly [string, number] => {
  const total = Math.max(0, Math.round(seconds * MS_PER_SECOND));
  const whole = Math.floor(total / MS_PER_SECOND);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return [parts.map((part) => pad(part)).join(':'), total % MS_PER_SECOND];
};

const srtTime = (seconds: number): string => {
  const [time, ms] = clock(seconds);
  return `${time},${pad(ms, 3)}`;
};

const vttTime = (seconds: number): string => {
  const [time, ms] = clock(seconds);
  return `${time}.${pad(ms, 3)}`;
};

/** Hundredths, and one digit for the hours. */
const assTime = (seconds: number): string => {
  const [time, ms] = clock(Math.round(seconds * 100) / 100);
  return `${time.slice(1)}.${pad(Math.round(ms / 10))}`;
};

/** An empty line would end a cue. */
const solidLines = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');

/** SubRip; `prefix` (e.g. `{\an8}`) goes before every text. */
export const writeSrt = (cues: readonly SubtitleCue[], prefix = ''): string =>
  cues
    .map(
      ({ start, end, text }, index) =>
        `${index + 1}\n${srtTime(start)} --> ${srtTime(end)}\n${prefix}${solidLines(text)}\n`,
    )
    .join('\n');

const middleOf = (box: NormalizedBox | undefined): number => (box && box[3] > 0 ? box[1] + box[3] / 2 : 1);

const vttPlace = (box: NormalizedBox | undefined): string => {
  const middle = middleOf(box);
  if (middle >= LOW) return '';
  return ` line:${Math.round((middle < HIGH ? box![1] : middle) * 100)}%`;
};

const escapeVtt = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** WebVTT (W3C); `title` stands in the head. */
export const writeVtt = (cues: readonly SubtitleCue[], title = ''): string => {
  const head = `WEBVTT${title ? ` ${title.replaceAll('-->', '').trim()}` : ''}\n`;
  const bodies = cues.map(
    ({ start, end, text, box }, index) =>
      `\n${index + 1}\n${vttTime(start)} --> ${vttTime(end)}${vttPlace(box)}\n${escapeVtt(solidLines(text))}\n`,
  );
  return head + bodies.join('');
};

export interface AssPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly title: string;
}

/** Keypad positions: 2 bottom, 5 middle, 8 top. */
const assPlace = (box: NormalizedBox | undefined): string => {
  const middle = middleOf(box);
  if (middle >= LOW) return '';
  return middle < HIGH ? '{\\an8}' : '{\\an5}';
};

/** Type size as a share of the shorter side. */
const ASS_SIZE = 0.06;

/** Advanced SubStation Alpha 4+, one style, in pixels of the picture. */
export const writeAss = (cues: readonly SubtitleCue[], picture: AssPicture, prefix = ''): string => {
  const { widthPx, heightPx, title } = picture;
  const side = Math.min(widthPx, heightPx);
  const size = Math.max(12, Math.round(side * ASS_SIZE));
  const margin = Math.round(side * 0.05);
  const colours = '&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000';
  const style = `Default,sans-serif,${size},${colours},0,0,0,0,100,100,0,0,1,${Math.max(1, Math.round(size / 18))},0,2,${margin},${margin},${margin},1`;
  const lines = cues.map(({ start, end, text, box }) => {
    const words = solidLines(text).replaceAll('\n', '\\N');
    return `Dialogue: 0,${assTime(start)},${assTime(end)},Default,,0,0,0,,${prefix || assPlace(box)}${words}\n`;
  });
  return `[Script Info]
Title: ${title.replaceAll(/\s+/g, ' ')}
ScriptType: v4.00+
PlayResX: ${widthPx}
PlayResY: ${heightPx}
ScaledBorderAndShadow: yes
WrapStyle: 0

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: ${style}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
${lines.join('')}`;
};

/** The words alone, one cue a paragraph line. */
export const writePlainText = (cues: readonly SubtitleCue[]): string =>
  cues.map(({ text }) => `${solidLines(text).replaceAll('\n', ' ')}\n`).join('');
