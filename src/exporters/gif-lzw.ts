import { MediaError } from '../core/errors';

const MAX_BITS = 12;

/** Reads codes of growing width, least significant bit first. */
const createBitReader = (data: Uint8Array) => {
  let held = 0;
  let bits = 0;
  let at = 0;
  return (count: number): number | null => {
    while (bits < count) {
      const next = data[at++];
      if (next === undefined) return null;
      held |= next << bits;
      bits += 8;
    }
    const code = held & ((1 << count) - 1);
    held >>>= count;
    bits -= count;
    return code;
  };
};

/** Dictionary entries as chains: the last value, and the entry it extends. */
interface Dictionary {
  readonly prefix: Int16Array;
  readonly value: Uint8Array;
  readonly length: Uint16Array;
}

const openDictionary = (roots: number): Dictionary => {
  const size = 1 << MAX_BITS;
  const dictionary = {
    prefix: new Int16Array(size).fill(-1),
    value: new Uint8Array(size),
    length: new Uint16Array(size),
  };
  for (let code = 0; code < roots; code++) {
    dictionary.value[code] = code;
    dictionary.length[code] = 1;
  }
  return dictionary;
};

/** Writes the string of `code` at `at`; returns its first value. */
const writeString = ({ prefix, value, length }: Dictionary, code: number, output: Uint8Array, at: number) => {
  let place = at + length[code]! - 1;
  let first = 0;
  for (let walk = code; walk >= 0; walk = prefix[walk]!) {
    first = value[walk]!;
    if (place < output.length) output[place] = first;
    place--;
  }
  return first;
};

const addEntry = (dictionary: Dictionary, code: number, prefix: number, value: number): void => {
  dictionary.prefix[code] = prefix;
  dictionary.value[code] = value;
  dictionary.length[code] = dictionary.length[prefix]! + 1;
};

/** GIF's variable-width LZW: `length` values. Throws `verify-failed` when the data is damaged or short. */
export const unpackLzw = (data: Uint8Array, minimumBits: number, length: number): Uint8Array => {
  const output = new Uint8Array(length);
  const clearCode = 1 << minimumBits;
  const dictionary = openDictionary(clearCode);
  const read = createBitReader(data);
  let width = minimumBits + 1;
  let next = clearCode + 2;
  let previous = -1;
  let at = 0;
  for (let code = read(width); code !== null && code !== clearCode + 1; code = read(width)) {
    if (code === clearCode) {
      width = minimumBits + 1;
      next = clearCode + 2;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0))
      throw new MediaError('verify-failed', 'Damaged GIF data');
    const isNew = code === next && previous >= 0;
    const first = writeString(dictionary, isNew ? previous : code, output, at);
    if (previous >= 0 && next < 1 << MAX_BITS) addEntry(dictionary, next++, previous, first);
    if (isNew) writeString(dictionary, code, output, at);
    at += dictionary.length[code]!;
    if (next === 1 << width && width < MAX_BITS) width++;
    previous = code;
  }
  if (at < length) throw new MediaError('verify-failed', 'The GIF data is too short');
  return output;
};
