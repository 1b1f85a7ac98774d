export interface RecognizedCharacter {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  /** Centre of the character, 0..1 along the line. */
  readonly position: number;
  /** The most that any column between the character before and this one gave to the space, 0..1. */
  readonly spaceBefore?: number;
}

/**
 * Greedy CTC decoding: the best class of every column, repeats merged, blanks (class 0) dropped.
 *
 * @param probabilities `[columns, classes]`, each row sums to 1.
 * @param characters Class `i + 1` is `characters[i]`; the class after them is the space.
 */
export const decodeCtc = (
  probabilities: Float32Array,
  classes: number,
  characters: readonly string[],
): RecognizedCharacter[] => {
  const columns = probabilities.length / classes;
  const decoded: RecognizedCharacter[] = [];
  const space = characters.length + 1;
  let previous = 0;
  let runStart = 0;
  let spaceBefore = 0;
  for (let column = 0; column < columns; column++) {
    const row = probabilities.subarray(column * classes, (column + 1) * classes);
    let best = 0;
    for (let index = 1; index < classes; index++) if (row[index]! > row[best]!) best = index;
    if (best !== previous) runStart = column;
    if (space < classes) spaceBefore = Math.max(spaceBefore, row[space]!);
    if (best !== 0) {
      const last = best === previous ? decoded.pop() : undefined;
      decoded.push({
        text: characters[best - 1] ?? ' ',
        confidence: Math.max(row[best]!, last?.confidence ?? 0),
        position: (runStart + column + 1) / 2 / columns,
        spaceBefore: last?.spaceBefore ?? spaceBefore,
      });
      spaceBefore = 0;
    }
    previous = best;
  }
  return decoded;
};
