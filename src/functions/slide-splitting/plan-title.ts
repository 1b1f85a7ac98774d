/** A row of text on a slide; lengths as shares of the slide's height, positions as shares of its sides. */
export interface SlideRow {
  readonly text: string;
  readonly confidence: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export interface SlideTitle<Row extends SlideRow = SlideRow> {
  readonly title: string;
  readonly confidence: number;
  /** The rows it is made of. */
  readonly rows: readonly Row[];
}

export type TitleLanguage = 'auto' | 'zh' | 'en';

/** Rows this much lower than the largest are body text. */
const TITLE_HEIGHT_SHARE = 0.72;
/** Rows of one title have nearly the same height and stand close together. */
const SAME_HEIGHT = 0.8;
const MAX_LINE_GAP = 0.9;
/** A title stands in the upper part, unless the slide has nothing else there (a title slide). */
export const UPPER_PART = 0.4;
/** Bonus of the topmost against the largest: body text is seldom this much larger than the title. */
const TOP_WEIGHT = 0.6;
const MAX_TITLE_CHARACTERS = 160;

const HAN = /\p{Script=Han}/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Leading bullets and trailing colons are the slide's dress, not the title. */
export const cleanTitle = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^[\s•●▪■◆►▶·*‣–—-]+/u, '')
    .replace(/[\s:：;；,，、|]+$/u, '')
    .trim()
    .slice(0, MAX_TITLE_CHARACTERS);

const isText = (row: SlideRow): boolean => LETTER.test(row.text);

/** Neither a page number nor a single sign, unless that is all there is. */
const isTitleLike = ({ text }: SlideRow): boolean =>
  (text.match(/\p{L}/gu)?.length ?? 0) >= (HAN.test(text) ? 1 : 2);

const suits = (row: SlideRow, language: TitleLanguage): boolean =>
  language === 'auto' || HAN.test(row.text) === (language === 'zh');

const scoreOf = (row: SlideRow): number => row.height * (1 + TOP_WEIGHT * (1 - row.top));

/** The rows below that carry the same title on: same size, close, no larger gap than a line. */
const continuation = <Row extends SlideRow>(rows: readonly Row[], first: Row): Row[] => {
  const title = [first];
  for (const row of rows) {
    const last = title.at(-1)!;
    if (row === first || row.top <= last.top) continue;
    const ratio = Math.min(row.height, first.height) / Math.max(row.height, first.height);
    const gap = row.top - (last.top + last.height);
    const isSameScript = HAN.test(row.text) === HAN.test(first.text);
    if (ratio < SAME_HEIGHT || gap > MAX_LINE_GAP * first.height || !isSameScript) break;
    title.push(row);
  }
  return title;
};

/** All text of one size: a list without a title, or prose; then the first row alone heads it. */
const MAX_TITLE_ROWS = 3;

const joinRows = (rows: readonly SlideRow[]): string =>
  rows.reduce(
    (text, row) =>
      text === ''
        ? row.text
        : `${text}${HAN.test(text.at(-1)!) && HAN.test(row.text[0] ?? '') ? '' : ' '}${row.text}`,
    '',
  );

/** The largest, topmost text of a slide; empty when there is none. Rows come from top to bottom. */
export const planTitle = <Row extends SlideRow>(
  rows: readonly Row[],
  language: TitleLanguage = 'auto',
): SlideTitle<Row> => {
  const readable = rows.filter(isText);
  const likely = readable.filter(isTitleLike);
  const pool = likely.length > 0 ? likely : readable;
  const preferred = pool.filter((row) => suits(row, language));
  const candidates = preferred.length > 0 ? preferred : pool;
  if (candidates.length === 0) return { title: '', confidence: 0, rows: [] };
  const upper = candidates.filter(({ top }) => top <= UPPER_PART);
  const from = upper.length > 0 ? upper : candidates;
  const tallest = Math.max(...from.map(({ height }) => height));
  const large = from.filter(({ height }) => height >= TITLE_HEIGHT_SHARE * tallest);
  const first = large.reduce((best, row) => (scoreOf(row) > scoreOf(best) ? row : best));
  const lines = continuation(candidates, first);
  const title = lines.length > MAX_TITLE_ROWS ? [first] : lines;
  return {
    title: cleanTitle(joinRows(title)),
    confidence: title.reduce((sum, row) => sum + row.confidence, 0) / title.length,
    rows: title,
  };
};
