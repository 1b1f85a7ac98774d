import type { NormalizedBox } from '../../core/geometry';
import type { Logo } from '../../core/logo-result';

/** A line of text in one picture. */
export interface ReadLine {
  readonly box: NormalizedBox;
  readonly text: string;
}

/** Words that are laid over pictures and hardly ever stand in them. */
const MARK_WORDS = [
  /www\.|https?:|\.(com|net|org|tv|cn|io)\b/i,
  /©|\(c\)\s|copyright|watermark|public domain|all rights/i,
  /getty|istock|alamy|dreamstime|deposit\s?photos|123rf|pond5|adobe\s?stock|videvo|vecteezy|freepik/i,
  /tiktok|bilibili|capcut|kinemaster|bandicam|filmora|(^|\s)@\w{3,}/i,
  /水印|版权|抖音|快手|微博|小红书|哔哩|西瓜视频|视频号|剪映|公众号/,
];
/** Long names of picture sellers; the picture behind often hides some of their letters. */
const SELLERS = ['shutterstock', 'dreamstime', 'depositphotos', 'adobestock', 'gettyimages', 'videohive'];
const NAME_START_LETTERS = 8;
/** Text that stands so often in one picture is a pattern laid over it. */
const MIN_REPEATS = 3;
const MIN_PATTERN_LETTERS = 3;
/** What stands in a corner may be a mark: the person decides. */
const CORNER = 0.28;
const MAX_HEIGHT_SHARE = 0.12;

const compact = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const misreadAt = (text: string, start: string, from: number): number =>
  [...start].reduce((misread, letter, k) => misread + (text[from + k] === letter ? 0 : 1), 0);

/** The name's beginning stands in the text: so much of it exactly, or a letter more with one misread. */
const namesSeller = (text: string): boolean =>
  SELLERS.some((name) => {
    const start = name.slice(0, NAME_START_LETTERS + 1);
    const places = Array.from({ length: Math.max(0, text.length - start.length + 1) }, (_, from) => from);
    return (
      text.includes(name.slice(0, NAME_START_LETTERS)) ||
      places.some((from) => misreadAt(text, start, from) <= 1)
    );
  });

const isInCorner = ([x, y, w, h]: NormalizedBox): boolean => {
  const [cx, cy] = [x + w / 2, y + h / 2];
  return Math.min(cx, 1 - cx) < CORNER && Math.min(cy, 1 - cy) < CORNER && h < MAX_HEIGHT_SHARE;
};

const isMark = ({ text }: ReadLine, all: readonly ReadLine[]): boolean => {
  if (MARK_WORDS.some((words) => words.test(text))) return true;
  const own = compact(text);
  if (namesSeller(own)) return true;
  return (
    own.length >= MIN_PATTERN_LETTERS &&
    all.filter((line) => compact(line.text) === own).length >= MIN_REPEATS
  );
};

const WORDS_CONFIDENCE = 0.8;
const CORNER_CONFIDENCE = 0.4;

/** Marks and possible marks among the lines of a picture, by what they say and where. */
export const planTextMarks = (
  lines: readonly ReadLine[],
  durationSeconds: number,
): { readonly logos: readonly Logo[]; readonly candidates: readonly Logo[] } => {
  const toLogo = ({ box }: ReadLine, confidence: number): Logo => ({
    box: [box[0], box[1], box[2], box[3]],
    start: 0,
    end: durationSeconds,
    confidence,
    kind: 'text',
  });
  const marks = lines.filter((line) => isMark(line, lines));
  const others = lines.filter((line) => !marks.includes(line) && isInCorner(line.box));
  return {
    logos: marks.map((line) => toLogo(line, WORDS_CONFIDENCE)),
    candidates: others.map((line) => toLogo(line, CORNER_CONFIDENCE)),
  };
};

const overlapShare = (a: NormalizedBox, b: NormalizedBox): number => {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? (width * height) / Math.min(a[2] * a[3], b[2] * b[3]) : 0;
};

/** Half of the smaller box: readings of one line differ a little from frame to frame. */
const SAME_PLACE = 0.5;

/** Lines that stand in the same place in at least two of the pictures. */
export const lastingLines = (pictures: readonly (readonly ReadLine[])[]): readonly ReadLine[] => {
  const kept: ReadLine[] = [];
  for (const [index, lines] of pictures.entries())
    for (const line of lines) {
      const isSame = (other: ReadLine) => overlapShare(line.box, other.box) > SAME_PLACE;
      const lasts = pictures.some((others, at) => at !== index && others.some(isSame));
      if (lasts && !kept.some(isSame)) kept.push(line);
    }
  return kept;
};

/** What the text adds to what was found otherwise. */
export const withoutKnown = (logos: readonly Logo[], known: readonly Logo[]): readonly Logo[] =>
  logos.filter(({ box }) => known.every((other) => overlapShare(box, other.box) < SAME_PLACE));

/** So much higher or shorter at most is what a line of text belongs to. */
const MAX_GROWTH = 2;

/** The box of the still thing that a line is part of, if there is one of its height. */
export const withWholeBox = (logo: Logo, still: readonly Logo[]): Logo => {
  const whole = still.find(
    ({ box }) =>
      overlapShare(box, logo.box) > SAME_PLACE && box[3] < MAX_GROWTH * logo.box[3] && box[2] > logo.box[2],
  );
  return whole ? { ...logo, box: whole.box } : logo;
};
