import type { BurnedCue } from './plan-cues';
import type { SubtitleStyle } from './subtitle-styles';

/** Keypad positions of ASS: 2 bottom, 5 middle, 8 top, all centred; 1 bottom left. */
export type AssPlace = 1 | 2 | 5 | 8;

interface AssPage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly place: AssPlace;
  readonly style: SubtitleStyle;
}

/** The smaller second language of a bilingual cue. */
const SECOND_LINE_SIZE = 0.72;
const CENTISECONDS = 100;

/** Half a frame early, so that rounding to ASS's hundredths never moves a cue to another frame. */
const timeOf = (frame: number, frameRate: number): string => {
  const total = Math.max(0, Math.round(((frame - 0.5) / frameRate) * CENTISECONDS));
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(total / CENTISECONDS);
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(total % CENTISECONDS)}`;
};

/** When it shows, and its lines. */
export type AssCue = Pick<BurnedCue, 'firstFrame' | 'lastFrame'> & {
  readonly lines: readonly { readonly text: string }[];
};

const dialogue = (cue: AssCue, page: AssPage, sizePx: number): string => {
  const [first, second] = cue.lines;
  const small = `{\\fs${Math.round(sizePx * SECOND_LINE_SIZE)}}`;
  const text = `${page.style.tags}${first!.text}${second ? `\\N${small}${second.text}` : ''}`;
  const from = timeOf(cue.firstFrame, page.frameRate);
  const to = timeOf(cue.lastFrame + 1, page.frameRate);
  return `Dialogue: 0,${from},${to},Main,,0,0,0,,${text}`;
};

/** An ASS script in pixels of the picture itself. */
export const writeAssScript = (cues: readonly AssCue[], page: AssPage): string => {
  const { widthPx, heightPx, place, style } = page;
  const side = Math.min(widthPx, heightPx);
  const sizePx = Math.round(Math.max(16, style.size * side) * 1.25);
  const edge = (share: number) => (share * sizePx).toFixed(1);
  const margin = Math.round(side * 0.05);
  const type = [style.font, sizePx, style.fill, style.fill, style.edge, style.back, style.bold ? -1 : 0];
  const shape = [style.border, edge(style.outline), edge(style.shadow), place, margin, margin, margin];
  const values = ['Main', ...type, '0,0,0,100,100,0,0', ...shape, 1].join(',');
  return `[Script Info]
ScriptType: v4.00+
PlayResX: ${widthPx}
PlayResY: ${heightPx}
ScaledBorderAndShadow: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: ${values}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
${cues.map((cue) => dialogue(cue, page, sizePx)).join('\n')}
`;
};
