import type { RecognizedCharacter } from '../../models/decode-ctc';
import type { RecognizedLine } from '../../models/text-recognizer';

/** One reading of a line and how far it is trusted in its own script. */
export interface Ballot {
  readonly line: RecognizedLine;
  readonly by: 'words' | 'chinese' | 'foreign';
}

/** Each network is trusted more in the script it reads better (docs/models.md). */
const HAN_TRUST = { words: 1, chinese: 1.6, foreign: 1 } as const;
const OTHER_TRUST = { words: 1.4, chinese: 1, foreign: 1 } as const;
/**
 * Recognisers made for Chinese lose spaces between words, yet give them a few percent where one belongs and next to
 * nothing inside words. Chinese lines have few spaces, and their readings are right about them.
 */
const WORD_SPACE = 0.008;
const SURE_WORD_SPACE = 0.03;
const HAN_SPACE = 0.2;
const GAP = '';

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

interface Votes {
  /** Weight of every character proposed for a place; `GAP` for none. */
  readonly places: Map<string, number>[];
  /** Characters proposed between two places: `[0]` is before the first. */
  readonly between: Map<string, number>[];
  /** Weight of spaces between two places. */
  readonly spaces: number[];
  /** The most that one reading gave to a space there. */
  readonly mostSpace: number[];
  total: number;
}

const add = (map: Map<string, number>, key: string, weight: number): void => {
  map.set(key, (map.get(key) ?? 0) + weight);
};

const isSame = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** Cheapest alignment of two lines of characters: for each of `b` its place in `a`, or -1 where it was put in. */
export const alignTo = (a: readonly string[], b: readonly string[]): number[] => {
  const width = b.length + 1;
  const cost = new Float64Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) cost[i * width] = i;
  for (let j = 0; j <= b.length; j++) cost[j] = j;
  const swap = (i: number, j: number): number => (a[i] === b[j] ? 0 : isSame(a[i]!, b[j]!) ? 0.5 : 1.1);
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      cost[i * width + j] = Math.min(
        cost[(i - 1) * width + j - 1]! + swap(i - 1, j - 1),
        cost[(i - 1) * width + j]! + 1,
        cost[i * width + j - 1]! + 1,
      );
  const places = Array.from({ length: b.length }, () => -1);
  let [i, j] = [a.length, b.length];
  while (i > 0 && j > 0) {
    const here = cost[i * width + j]!;
    if (here === cost[(i - 1) * width + j - 1]! + swap(i - 1, j - 1)) places[--j] = --i;
    else if (here === cost[(i - 1) * width + j]! + 1) i--;
    else j--;
  }
  return places;
};

/** Chinese characters, and the marks between them. */
const isHanLine = (line: RecognizedLine): boolean => isHan(line.text);

const weightOf = ({ text, confidence }: RecognizedCharacter, { by, line }: Ballot): number => {
  const isChinese = isHan(text) || (!/[a-z0-9]/i.test(text) && isHanLine(line));
  return (isChinese ? HAN_TRUST : OTHER_TRUST)[by] * confidence ** 2 * line.confidence;
};

const countSpaces = (
  votes: Votes,
  characters: readonly RecognizedCharacter[],
  aligned: readonly number[],
  weight: number,
): void => {
  let index = 0;
  let isAfterSpace = false;
  for (const { text, spaceBefore = 0 } of characters) {
    if (text === ' ') {
      isAfterSpace = true;
      continue;
    }
    const place = aligned[index++]!;
    const probability = isAfterSpace ? 1 : spaceBefore;
    if (place > 0) {
      votes.spaces[place] = votes.spaces[place]! + weight * probability;
      votes.mostSpace[place] = Math.max(votes.mostSpace[place]!, probability);
    }
    isAfterSpace = false;
  }
};

const countBallot = (votes: Votes, pivot: readonly string[], ballot: Ballot): void => {
  const { characters } = ballot.line;
  const letters = characters.filter(({ text }) => text !== ' ');
  const aligned = alignTo(
    pivot,
    letters.map(({ text }) => text),
  );
  const weight = ballot.line.confidence;
  votes.total += weight;
  const filled = new Set(aligned);
  for (let place = 0; place < pivot.length; place++)
    if (!filled.has(place)) add(votes.places[place]!, GAP, weight);
  let before = 0;
  letters.forEach((letter, index) => {
    const place = aligned[index]!;
    if (place >= 0) {
      add(votes.places[place]!, letter.text, weightOf(letter, ballot));
      before = place + 1;
    } else add(votes.between[before]!, letter.text, weightOf(letter, ballot));
  });
  countSpaces(votes, characters, aligned, weight);
};

const winnerOf = (map: ReadonlyMap<string, number>): readonly [string, number] => {
  let best: readonly [string, number] = [GAP, 0];
  for (const [text, weight] of map) if (weight > best[1]) best = [text, weight];
  return best;
};

const CLOSES = /^[,.!?;:)\]}’”…%，。？！、：；”）]/u;
const OPENS = /[([{“‘$#“（]$/u;
/** The only words of one letter. */
const LONE_WORD = /^[aAIO&\d\p{Script=Han}\-–—]$/u;

interface Piece {
  readonly text: string;
  /** Share of the readings that have a space before it, and the most that one of them gave it. */
  space: number;
  readonly mostSpace: number;
  /** The share that puts one in, where readings are to be taken at their word. */
  readonly atLeast: number | null;
}

const wantsSpace = (before: Piece, { text, space, mostSpace, atLeast }: Piece): boolean => {
  if (atLeast !== null) return space >= atLeast;
  if (isHan(before.text) || isHan(text)) return space >= HAN_SPACE;
  if (/^\d$/.test(before.text) && /^\d$/.test(text)) return space >= HAN_SPACE * 2;
  const isLikely = space >= WORD_SPACE || (space > 0 && mostSpace >= SURE_WORD_SPACE);
  return isLikely && !CLOSES.test(text) && !OPENS.test(before.text);
};

/** A space on either side of a letter that is no word: the weaker of the two is an echo of the other. */
const dropEchoes = (pieces: readonly Piece[]): void => {
  for (let i = 1; i + 1 < pieces.length; i++) {
    const [here, next] = [pieces[i]!, pieces[i + 1]!];
    const isLone = wantsSpace(pieces[i - 1]!, here) && wantsSpace(here, next) && !LONE_WORD.test(here.text);
    if (!isLone || !/^[a-z]$/i.test(here.text)) continue;
    if (here.space < next.space) here.space = 0;
    else next.space = 0;
  }
};

const countVotes = (votes: Votes, pivot: readonly string[], atLeast: number | null): string => {
  const pieces: Piece[] = [];
  for (let place = 0; place <= pivot.length; place++) {
    const space = votes.spaces[place]! / votes.total;
    const mostSpace = votes.mostSpace[place]!;
    const [inserted, insertedWeight] = winnerOf(votes.between[place]!);
    const isIn = insertedWeight > votes.total / 2;
    if (isIn) pieces.push({ text: inserted, space, mostSpace, atLeast });
    const text = place < pivot.length ? winnerOf(votes.places[place]!)[0] : GAP;
    if (text !== GAP) pieces.push({ text, mostSpace, atLeast, space: isIn ? 0 : space });
  }
  dropEchoes(pieces);
  return pieces
    .map((piece, i) => (i > 0 && wantsSpace(pieces[i - 1]!, piece) ? ` ${piece.text}` : piece.text))
    .join('');
};

/** Nobody can count the dots of an ellipsis: six in Chinese, three elsewhere, as they are set. */
const tidyDots = (text: string): string =>
  text.replaceAll(/(?:…|[.·]{2,}|[.·]*…[.·…]*)+/g, isHan(text) ? '......' : '...');

/**
 * One text out of several readings of the same line, character by character (after ROVER, J. G. Fiscus 1997): readings are
 * aligned with the surest one, each character goes to the heaviest vote, spaces go where a few percent of the votes are.
 * `spaceShare`: the share of the votes that puts a space in, for recognisers that do not lose them.
 */
export const voteReadings = (
  ballots: readonly Ballot[],
  spaceShare: number | null = null,
): { text: string; confidence: number } => {
  const cast = ballots.filter(({ line }) => line.characters.length > 0);
  if (cast.length === 0) return { text: '', confidence: 0 };
  const worth = ({ line }: Ballot): number => line.confidence * Math.sqrt(line.characters.length);
  const leader = cast.reduce((best, ballot) => (worth(ballot) > worth(best) ? ballot : best));
  const pivot = leader.line.characters.map(({ text }) => text).filter((text) => text !== ' ');
  const votes: Votes = {
    places: pivot.map(() => new Map()),
    between: Array.from({ length: pivot.length + 1 }, () => new Map()),
    spaces: Array.from({ length: pivot.length + 1 }, () => 0),
    mostSpace: Array.from({ length: pivot.length + 1 }, () => 0),
    total: 0,
  };
  for (const ballot of cast) countBallot(votes, pivot, ballot);
  const confidence = cast.reduce((sum, { line }) => sum + line.confidence, 0) / cast.length;
  return { text: tidyDots(countVotes(votes, pivot, spaceShare)), confidence };
};
