import type { SizePx } from './plan-frame-size';

/** For each output position the input positions it is made of: `weights[starts[i] ...]`, summing to 1. */
export interface ScaleAxis {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `[output][tap]`, rows of `maxTaps`. */
  readonly weights: Float32Array;
  readonly maxTaps: number;
}

/** Area average when shrinking (no aliasing), linear interpolation between pixel centres when growing. */
export const planScaleAxis = (inputLength: number, outputLength: number): ScaleAxis => {
  const ratio = inputLength / outputLength;
  const maxTaps = Math.max(2, Math.ceil(ratio) + 1);
  const first = new Int32Array(outputLength);
  const count = new Int32Array(outputLength);
  const weights = new Float32Array(outputLength * maxTaps);
  for (let output = 0; output < outputLength; output++) {
    const centre = (output + 0.5) * ratio;
    // A window of at least one pixel: linear interpolation is the overlap of a unit box with its two neighbours.
    const half = Math.max(1, ratio) / 2;
    const from = Math.max(0, centre - half);
    const to = Math.min(inputLength, centre + half);
    const start = Math.min(inputLength - 1, Math.floor(from));
    const end = Math.max(start + 1, Math.min(inputLength, Math.ceil(to - 1e-9)));
    first[output] = start;
    count[output] = end - start;
    for (let input = start; input < end; input++) {
      const overlap = Math.min(to, input + 1) - Math.max(from, input);
      weights[output * maxTaps + input - start] = overlap / (to - from);
    }
  }
  return { first, count, weights, maxTaps };
};

/** Row weights are whole 256ths, so that four bytes can be summed at once in two 32-bit words. */
const WEIGHT_ONE = 256;
/** Every second byte of a word: two 16-bit lanes that hold 255 * 256 without overflow. */
const LANES = 0x00ff00ff;

/** Rounds weights to 256ths by error diffusion: each output's weights sum to exactly 256. */
const quantiseRows = ({ first, count, weights, maxTaps }: ScaleAxis): Uint16Array => {
  const whole = new Uint16Array(weights.length);
  for (let output = 0; output < first.length; output++) {
    let [exact, given] = [0, 0];
    for (let tap = output * maxTaps; tap < output * maxTaps + count[output]!; tap++) {
      exact += weights[tap]! * WEIGHT_ONE;
      whole[tap] = Math.round(exact) - given;
      given += whole[tap]!;
    }
  }
  return whole;
};

/** Where a plane lies in a copied frame. Offset and stride are multiples of 4. */
export interface PlanePlace {
  readonly offset: number;
  readonly stride: number;
  /** 2 where two planes alternate byte by byte (chroma of NV12), else 1. */
  readonly step: 1 | 2;
  /** Which of the alternating planes. */
  readonly lane: 0 | 1;
}

export interface PlaneScaler {
  /** Values 0..255, row-major; the array is reused by the next call. */
  scale(words: Uint32Array, place: PlanePlace): Float32Array;
}

/** Adds `weight` times a row to the sums of its even and its odd bytes. */
const addRow = (
  words: Uint32Array,
  start: number,
  weight: number,
  [even, odd]: readonly [Int32Array, Int32Array],
) => {
  for (let i = 0; i < even.length; i++) {
    const word = words[start + i]!;
    even[i] = even[i]! + Math.imul(word & LANES, weight);
    odd[i] = odd[i]! + Math.imul((word >>> 8) & LANES, weight);
  }
};

/** Puts the summed bytes of one plane back into their order, as 256ths. */
const unpackLine = (
  line: Uint16Array,
  { step, lane }: PlanePlace,
  [even, odd]: readonly [Int32Array, Int32Array],
): void => {
  if (step === 2) {
    const lanes = lane === 1 ? odd : even;
    for (let i = 0, x = 0; i < lanes.length; i++, x += 2) {
      line[x] = lanes[i]!;
      line[x + 1] = lanes[i]! >>> 16;
    }
    return;
  }
  for (let i = 0, x = 0; i < even.length; i++, x += 4) {
    line[x] = even[i]!;
    line[x + 1] = odd[i]!;
    line[x + 2] = even[i]! >>> 16;
    line[x + 3] = odd[i]! >>> 16;
  }
};

/** The same number of taps everywhere, for loops that need not count: `[tap][output]`, weights of 256ths. */
const planTaps = ({ first, count, weights, maxTaps }: ScaleAxis) => {
  const taps = count.reduce((most, own) => Math.max(most, own), 1);
  const byTap = Array.from({ length: taps }, (_, tap) =>
    Float32Array.from(first, (_, i) => (tap < count[i]! ? weights[i * maxTaps + tap]! / WEIGHT_ONE : 0)),
  );
  return { first, byTap };
};

/** Weighted sums of neighbours in a row. Up to three taps, which is nearly every case, are written out. */
const scaleLine = (
  scaled: Float32Array,
  line: Uint16Array,
  { first, byTap }: ReturnType<typeof planTaps>,
): void => {
  const [a, b, c] = byTap;
  if (byTap.length === 2) {
    for (let x = 0; x < scaled.length; x++) {
      const at = first[x]!;
      scaled[x] = a![x]! * line[at]! + b![x]! * line[at + 1]!;
    }
  } else if (byTap.length === 3) {
    for (let x = 0; x < scaled.length; x++) {
      const at = first[x]!;
      scaled[x] = a![x]! * line[at]! + b![x]! * line[at + 1]! + c![x]! * line[at + 2]!;
    }
  } else {
    scaled.fill(0);
    byTap.forEach((weights, tap) => {
      for (let x = 0; x < scaled.length; x++) scaled[x]! += weights[x]! * line[first[x]! + tap]!;
    });
  }
};

/** Taps of weight 0 may lie behind the end of a line; whole words are unpacked. */
const LINE_PADDING = 64;

/** Rows are summed first, over contiguous memory. */
export const createPlaneScaler = (input: SizePx, output: SizePx): PlaneScaler => {
  const columns = planTaps(planScaleAxis(input.widthPx, output.widthPx));
  const rows = planScaleAxis(input.heightPx, output.heightPx);
  const rowWeights = quantiseRows(rows);
  const line = new Uint16Array(input.widthPx + columns.byTap.length + LINE_PADDING);
  const scaled = new Float32Array(output.widthPx * output.heightPx);
  const lines = Array.from({ length: output.heightPx }, (_, y) =>
    scaled.subarray(y * output.widthPx, (y + 1) * output.widthPx),
  );
  return {
    scale: (words, place) => {
      const wordCount = (input.widthPx * place.step + 3) >> 2;
      const sums = [new Int32Array(wordCount), new Int32Array(wordCount)] as const;
      for (let y = 0; y < output.heightPx; y++) {
        sums.forEach((sum) => sum.fill(0));
        for (let tap = 0; tap < rows.count[y]!; tap++) {
          const start = (place.offset + (rows.first[y]! + tap) * place.stride) >> 2;
          addRow(words, start, rowWeights[y * rows.maxTaps + tap]!, sums);
        }
        unpackLine(line, place, sums);
        scaleLine(lines[y]!, line, columns);
      }
      return scaled;
    },
  };
};
