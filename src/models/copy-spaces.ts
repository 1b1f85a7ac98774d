import type { RecognizedCharacter } from './decode-ctc';

/**
 * Puts the spaces of one reading of a line into another reading of the same line that has none: between the two
 * characters whose positions lie on either side of the space.
 */
export const copySpaces = (
  characters: readonly RecognizedCharacter[],
  withSpaces: readonly RecognizedCharacter[],
): RecognizedCharacter[] => {
  const spaces = withSpaces.filter((character, index) => character.text === ' ' && index > 0);
  const merged = [...characters];
  for (const space of spaces) {
    const next = merged.findIndex((character) => character.position > space.position);
    if (next > 0 && merged[next]!.text !== ' ' && merged[next - 1]!.text !== ' ')
      merged.splice(next, 0, space);
  }
  return merged;
};
