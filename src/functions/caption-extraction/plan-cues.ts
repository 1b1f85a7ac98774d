import { TESSERACT_LANGUAGES, type CaptionCue, type TesseractLanguage } from '../../core/caption-result';
import { toNormalizedBox, unionBox } from '../../core/geometry';
import type { CueFilter } from './definition';
import { isSameCue, planBands, type Screen } from './plan-bands';
import { isUpright } from './lay-down';
import { planRows, type ReadRow } from './plan-rows';

export type CueLanguage = CaptionCue['lang'];

/** A line with this share of Chinese characters among its letters is Chinese. */
const HAN_SHARE = 0.3;

export const languageOf = (text: string): CueLanguage => {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  if (han > 0) return han >= HAN_SHARE * (han + latin) ? 'zh' : 'mixed';
  return latin > 0 ? 'en' : 'other';
};

/** The language that Tesseract is to read, or `null` where our networks read. */
export const tesseractLanguage = (filter: CueFilter): TesseractLanguage | null =>
  TESSERACT_LANGUAGES.find((language) => language === filter) ?? null;

export const languageOfLines = (lines: readonly string[], filter: CueFilter): CueLanguage => {
  const chosen = tesseractLanguage(filter);
  if (chosen) return chosen;
  if (filter === 'latin') return 'other';
  const languages = new Set(lines.map((line) => languageOf(line)).filter((language) => language !== 'other'));
  const [only = 'other', ...more] = languages;
  return more.length > 0 ? 'mixed' : only;
};

const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const toCue = (rows: readonly ReadRow[], { widthPx, heightPx }: Screen, filter: CueFilter): CaptionCue => {
  // Columns are read from right to left.
  const areColumns = rows.every(({ box }) => isUpright(box));
  const lines = [...rows].sort((a, b) => (areColumns ? b.box.xPx - a.box.xPx : a.box.yPx - b.box.yPx));
  const texts = lines.map(({ text }) => text);
  return {
    start: milliseconds(Math.min(...rows.map(({ startSeconds }) => startSeconds))),
    end: milliseconds(Math.max(...rows.map(({ endSeconds }) => endSeconds))),
    text: texts.join('\n'),
    lang: languageOfLines(texts, filter),
    confidence: milliseconds(rows.reduce((sum, row) => sum + row.confidence, 0) / rows.length),
    box: [...toNormalizedBox(unionBox(lines.map(({ box }) => box)), widthPx, heightPx)],
  };
};

const isWanted = ({ text }: ReadRow, filter: CueFilter): boolean => {
  const language = languageOf(text);
  if (filter === 'ch') return language !== 'en';
  return filter === 'en' ? language === 'en' || language === 'other' : true;
};

/** Captions among the rows of text of a video, in order of time. */
export const planCues = (
  rows: readonly ReadRow[],
  screen: Screen,
  filter: CueFilter = 'ch_ml',
): CaptionCue[] => {
  const legible = planRows(rows);
  const captions = screen.trusts ? legible : planBands(legible, screen);
  const groups: ReadRow[][] = [];
  for (const row of captions.filter((one) => isWanted(one, filter))) {
    const group = groups.find((other) => other.some((member) => isSameCue(member, row)));
    if (group) group.push(row);
    else groups.push([row]);
  }
  return groups
    .map((group) => toCue(group, screen, filter))
    .sort((a, b) => a.start - b.start || a.box[1] - b.box[1]);
};
