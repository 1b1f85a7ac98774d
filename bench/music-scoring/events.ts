export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f: number;
}

export const scoreOf = (matches: number, estimated: number, reference: number): Score => {
  const precision = estimated ? matches / estimated : 0;
  const recall = reference ? matches / reference : 0;
  return { precision, recall, f: precision + recall ? (2 * precision * recall) / (precision + recall) : 0 };
};

/**
 * The largest one-to-one matching of two ascending event lists within `windowSeconds` (inclusive), as pairs of
 * indices. On a line, taking the earliest possible partner is optimal.
 */
export const matchEvents = (
  reference: readonly number[],
  estimated: readonly number[],
  windowSeconds: number,
): (readonly [reference: number, estimated: number])[] => {
  const pairs: [number, number][] = [];
  let r = 0;
  let e = 0;
  while (r < reference.length && e < estimated.length) {
    const difference = estimated[e]! - reference[r]!;
    // Decimal times such as 1.07 - 1 carry a rounding error.
    if (Math.abs(difference) <= windowSeconds + 1e-9) pairs.push([r++, e++]);
    else if (difference < 0) e++;
    else r++;
  }
  return pairs;
};
