/**
 * The path family of a segment: all stretches of a song that run through the segment's music, found at once by dynamic
 * programming over a thresholded self-similarity matrix (M. Müller, N. Jiang and P. Grosche, "A robust fitness measure for
 * capturing repetitions in music recordings", 2013).
 */
export interface PathFamily {
  /** Induced stretches `[from, to)`, ascending, not overlapping; the segment itself is among them. */
  readonly stretches: readonly (readonly [from: number, to: number])[];
  /** Sum of similarity along all paths. */
  readonly score: number;
  /** Cells on all paths. */
  readonly cells: number;
}

/** Steps of a path: the grid follows the beat, so most go straight; one element may be left out on either side. */
const DOWN = [1, 1, 2];
const RIGHT = [1, 2, 1];
/** Ways into a segment's first element: from outside any path, or right after a path that just ended. */
const FROM_OUTSIDE = 3;
const FROM_PATH = 4;

interface Table {
  /** Best score of ending at a cell, `[rows + 1, length + 1]`; column 0 is "outside any path". */
  readonly best: Float64Array;
  readonly move: Int8Array;
  readonly width: number;
}

/** Best way into an inner cell by a step of a path; -Infinity when there is none. */
const stepInto = ({ best, move, width }: Table, row: number, column: number): number => {
  let top = -Infinity;
  for (let s = 0; s < DOWN.length; s++) {
    if (row < DOWN[s]! || column <= RIGHT[s]!) continue;
    const from = best[(row - DOWN[s]!) * width + column - RIGHT[s]!]!;
    if (from <= top) continue;
    top = from;
    move[row * width + column] = s;
  }
  return top;
};

const fillRow = (table: Table, matrix: Float32Array, row: number, start: number): void => {
  const { best, move, width } = table;
  const n = Math.round(Math.sqrt(matrix.length));
  const outside = best[(row - 1) * width]!;
  const ended = best[row * width - 1]!;
  best[row * width] = Math.max(outside, ended);
  move[row * width] = ended > outside ? FROM_PATH : FROM_OUTSIDE;
  best[row * width + 1] = best[row * width]! + matrix[(row - 1) * n + start]!;
  move[row * width + 1] = move[row * width]!;
  for (let column = 2; column < width; column++) {
    const top = stepInto(table, row, column);
    best[row * width + column] = top + matrix[(row - 1) * n + start + column - 1]!;
  }
};

/** Reads the stretches off the table, from the end of the song to its start. */
const traceBack = ({ best, move, width }: Table, rows: number): PathFamily => {
  const stretches: [number, number][] = [];
  const atEnd = best[rows * width + width - 1]! > best[rows * width]!;
  let row = rows;
  let column = atEnd ? width - 1 : 0;
  let end = rows;
  let cells = 0;
  while (row > 0) {
    const taken = move[row * width + column]!;
    if (column > 0) cells++;
    if (taken < FROM_OUTSIDE) {
      row -= DOWN[taken]!;
      column -= RIGHT[taken]!;
      continue;
    }
    row--;
    if (column > 0) stretches.push([row, end]);
    column = taken === FROM_PATH ? width - 1 : 0;
    end = row;
  }
  const score = Math.max(best[rows * width]!, best[rows * width + width - 1]!);
  return { stretches: stretches.reverse(), score, cells };
};

/**
 * `matrix` `[n, n]` holds 0..1 for similar and negative for other cells; the segment is columns `[start, start + length)`,
 * at least two. Rows are the song.
 */
export const findPathFamily = (matrix: Float32Array, start: number, length: number): PathFamily => {
  const n = Math.round(Math.sqrt(matrix.length));
  const width = length + 1;
  const table: Table = {
    best: new Float64Array((n + 1) * width).fill(-Infinity),
    move: new Int8Array((n + 1) * width),
    width,
  };
  table.best[0] = 0;
  for (let row = 1; row <= n; row++) fillRow(table, matrix, row, start);
  return traceBack(table, n);
};
