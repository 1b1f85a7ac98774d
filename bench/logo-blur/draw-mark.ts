/** Straight RGBA picture of a mark, `data.length = widthPx * heightPx * 4`. */
export interface MarkPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

type Rgb = readonly [number, number, number];

/** Block letters on a 5 x 7 grid, one string of rows each. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  A: ['01110', '10001', '10001', '11111', '10001', '10001', '10001'],
  C: ['01111', '10000', '10000', '10000', '10000', '10000', '01111'],
  E: ['11111', '10000', '10000', '11110', '10000', '10000', '11111'],
  H: ['10001', '10001', '10001', '11111', '10001', '10001', '10001'],
  K: ['10001', '10010', '10100', '11000', '10100', '10010', '10001'],
  L: ['10000', '10000', '10000', '10000', '10000', '10000', '11111'],
  M: ['10001', '11011', '10101', '10101', '10001', '10001', '10001'],
  N: ['10001', '11001', '10101', '10101', '10011', '10001', '10001'],
  O: ['01110', '10001', '10001', '10001', '10001', '10001', '01110'],
  P: ['11110', '10001', '10001', '11110', '10000', '10000', '10000'],
  S: ['01111', '10000', '10000', '01110', '00001', '00001', '11110'],
  T: ['11111', '00100', '00100', '00100', '00100', '00100', '00100'],
  V: ['10001', '10001', '10001', '10001', '10001', '01010', '00100'],
};
const LETTER_COLUMNS = 5;
const LETTER_ROWS = 7;
/** One column between letters. */
const PITCH = LETTER_COLUMNS + 1;
/** Samples a side for smooth edges. */
const SAMPLES = 4;

/** Whether a point of the word's grid (in cells) is ink. */
const isInk = (word: string, u: number, v: number): boolean => {
  const letter = LETTERS[word[Math.floor(u / PITCH)] ?? ''];
  return letter?.[Math.floor(v)]?.[Math.floor(u % PITCH)] === '1';
};

/** Paints by a function of the point that says colour and alpha 0..1 (or nothing), with smooth edges. */
const paint = (
  widthPx: number,
  heightPx: number,
  at: (x: number, y: number) => readonly [Rgb, number] | null,
): MarkPicture => {
  const data = new Uint8Array(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const sum = [0, 0, 0, 0];
    for (let s = 0; s < SAMPLES * SAMPLES; s++) {
      const x = (i % widthPx) + ((s % SAMPLES) + 0.5) / SAMPLES;
      const y = Math.floor(i / widthPx) + (Math.floor(s / SAMPLES) + 0.5) / SAMPLES;
      const point = at(x, y);
      if (!point) continue;
      const [rgb, alpha] = point;
      rgb.forEach((value, c) => (sum[c] = sum[c]! + value * alpha));
      sum[3] = sum[3]! + alpha;
    }
    if (sum[3]! <= 0) continue;
    for (let c = 0; c < 3; c++) data[i * 4 + c] = Math.round(sum[c]! / sum[3]!);
    data[i * 4 + 3] = Math.round((255 * sum[3]!) / SAMPLES ** 2);
  }
  return { widthPx, heightPx, data };
};

/** A word of block letters. `cellPx` is the side of one grid cell. */
export const drawWord = (word: string, cellPx: number, rgb: Rgb, alpha: number): MarkPicture => {
  const widthPx = Math.round((word.length * PITCH - 1) * cellPx);
  const heightPx = Math.round(LETTER_ROWS * cellPx);
  return paint(widthPx, heightPx, (x, y) => (isInk(word, x / cellPx, y / cellPx) ? [rgb, alpha] : null));
};

/** A channel's bug: a disc with a ring, and a word on it. */
export const drawBug = (sidePx: number, rgb: Rgb, ink: Rgb, alpha: number): MarkPicture => {
  const word = 'TV';
  const cellPx = sidePx / 19;
  const left = (sidePx - (word.length * PITCH - 1) * cellPx) / 2;
  const top = (sidePx - LETTER_ROWS * cellPx) / 2;
  return paint(sidePx, sidePx, (x, y) => {
    const radius = Math.hypot(x - sidePx / 2, y - sidePx / 2) / (sidePx / 2);
    if (radius > 1) return null;
    const onWord =
      x >= left &&
      y >= top &&
      y < top + LETTER_ROWS * cellPx &&
      isInk(word, (x - left) / cellPx, (y - top) / cellPx);
    return [onWord || (radius > 0.82 && radius < 0.92) ? ink : rgb, alpha];
  });
};

/** The same mark repeated over the whole picture, every other row shifted by half a step. */
export const tileMark = (
  mark: MarkPicture,
  widthPx: number,
  heightPx: number,
  step: readonly [number, number],
): { readonly picture: MarkPicture; readonly places: readonly (readonly [number, number])[] } => {
  const data = new Uint8Array(widthPx * heightPx * 4);
  const places: [number, number][] = [];
  for (let row = 0; row * step[1] < heightPx; row++) {
    for (let column = -1; column * step[0] < widthPx; column++) {
      const left = Math.round(column * step[0] + (row % 2) * (step[0] / 2) + step[0] / 4);
      const top = Math.round(row * step[1] + step[1] / 3);
      if (left < 0 || top < 0 || left + mark.widthPx > widthPx || top + mark.heightPx > heightPx) continue;
      places.push([left, top]);
      for (let y = 0; y < mark.heightPx; y++) {
        const from = y * mark.widthPx * 4;
        data.set(mark.data.subarray(from, from + mark.widthPx * 4), ((top + y) * widthPx + left) * 4);
      }
    }
  }
  return { picture: { widthPx, heightPx, data }, places };
};
