/** A caption as truth or as found. */
export interface TimedText {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface CueScore {
  /** Wrong, missing and added characters over characters of the truth. */
  readonly cer: number;
  readonly truthCharacters: number;
  readonly wrongCharacters: number;
  readonly matched: number;
  readonly found: number;
  readonly wanted: number;
  /** Milliseconds each matched start and end is off. */
  readonly edgeErrorsMs: readonly number[];
}

const MIN_SIMILARITY = 0.9;
const MIN_OVERLAP = 0.5;

/** Wide forms as plain ones, one space between words, none beside Chinese characters. */
export const normalizeText = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .trim();

export const editDistance = (a: string, b: string): number => {
  const [rows, columns] = [[...a], [...b]];
  let before = Array.from({ length: columns.length + 1 }, (_, j) => j);
  rows.forEach((one, i) => {
    const here = [i + 1];
    columns.forEach((other, j) =>
      here.push(Math.min(before[j]! + (one === other ? 0 : 1), before[j + 1]! + 1, here[j]! + 1)),
    );
    before = here;
  });
  return before.at(-1)!;
};

/** Overlap of two spans over what they cover together. */
const overlapOf = (a: TimedText, b: TimedText): number => {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both <= 0 ? 0 : both / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
};

const similarityOf = (a: string, b: string): number => {
  const longest = Math.max([...a].length, [...b].length);
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest;
};

/** Pairs of truth and find with like text at the same time, each used once, best overlaps first. */
const matchCues = (
  truth: readonly TimedText[],
  found: readonly TimedText[],
): (readonly [TimedText, TimedText])[] => {
  const pairs = truth.flatMap((want) =>
    found
      .filter(
        (cue) =>
          overlapOf(want, cue) >= MIN_OVERLAP &&
          similarityOf(normalizeText(want.text), normalizeText(cue.text)) >= MIN_SIMILARITY,
      )
      .map((cue) => [want, cue] as const),
  );
  pairs.sort((a, b) => overlapOf(b[0], b[1]) - overlapOf(a[0], a[1]));
  const used = new Set<TimedText>();
  return pairs.filter(([want, cue]) => {
    if (used.has(want) || used.has(cue)) return false;
    used.add(want).add(cue);
    return true;
  });
};

const joined = (cues: readonly TimedText[]): string =>
  [...cues]
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => normalizeText(text))
    .join('\n');

export const scoreCues = (truth: readonly TimedText[], found: readonly TimedText[]): CueScore => {
  const pairs = matchCues(truth, found);
  const text = joined(truth);
  const truthCharacters = [...text].length;
  const wrongCharacters = editDistance(text, joined(found));
  return {
    cer: truthCharacters > 0 ? wrongCharacters / truthCharacters : Number(wrongCharacters > 0),
    truthCharacters,
    wrongCharacters,
    matched: pairs.length,
    found: found.length,
    wanted: truth.length,
    edgeErrorsMs: pairs.flatMap(([want, cue]) => [
      Math.abs(want.start - cue.start) * 1000,
      Math.abs(want.end - cue.end) * 1000,
    ]),
  };
};

export const f1Of = (scores: readonly CueScore[]): number => {
  const sum = (key: 'matched' | 'found' | 'wanted') => scores.reduce((total, score) => total + score[key], 0);
  const all = sum('found') + sum('wanted');
  return all > 0 ? (2 * sum('matched')) / all : 1;
};

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
