import { expect, test } from 'vitest';
import { findPathFamily } from './path-family';
import {
  checkerboardNovelty,
  enhanceDiagonals,
  normalizeRows,
  similarityMatrix,
  thresholdMatrix,
  upperQuantile,
} from './self-similarity';

/** A song of letters: equal letters are equal music, each position of a letter's section is its own vector. */
const songOf = (form: string, sectionLength: number) => {
  const letters = [...form];
  const kinds = [...new Set(letters)];
  const width = kinds.length * sectionLength;
  const values = new Float32Array(letters.length * sectionLength * width);
  letters.forEach((letter, s) => {
    for (let k = 0; k < sectionLength; k++) {
      values[(s * sectionLength + k) * width + kinds.indexOf(letter) * sectionLength + k] = 1;
    }
  });
  normalizeRows(values, width);
  return similarityMatrix(values, values, width);
};

test('the path family of a chorus is all choruses, with exact edges', () => {
  const matrix = thresholdMatrix(songOf('IABABCB', 6), 0.5, -2);
  expect(findPathFamily(matrix, 12, 6).stretches).toEqual([
    [12, 18],
    [24, 30],
    [36, 42],
  ]);
});

test('what does not repeat induces only itself', () => {
  const matrix = thresholdMatrix(songOf('ABCDE', 6), 0.5, -2);
  const family = findPathFamily(matrix, 6, 6);
  expect(family.stretches).toEqual([[6, 12]]);
  expect(family.score).toBeCloseTo(6, 5);
  expect(family.cells).toBe(6);
});

test('two repeats back to back are two stretches', () => {
  const matrix = thresholdMatrix(songOf('ABBA', 5), 0.5, -2);
  expect(findPathFamily(matrix, 5, 5).stretches).toEqual([
    [5, 10],
    [10, 15],
  ]);
});

test('a repeat that lost one element is still found', () => {
  const full = [0, 1, 2, 3, 4, 5, 6, 7];
  const song = [...full, 20, 21, 22, ...full.filter((k) => k !== 4), 23, 24];
  const n = song.length;
  const matrix = new Float32Array(n * n).map((_, at) => (song[Math.floor(at / n)] === song[at % n] ? 1 : -2));
  expect(findPathFamily(matrix, 0, 8).stretches.at(-1)).toEqual([11, 18]);
});

test('enhanced diagonals bridge a bad cell and keep the ends of a stripe', () => {
  const matrix = songOf('AXA', 8);
  const n = 24;
  matrix[3 * n + 19] = 0;
  const enhanced = enhanceDiagonals(matrix, 4);
  expect(enhanced[3 * n + 19]).toBeGreaterThan(0.7);
  expect(enhanced[0 * n + 16]).toBe(1);
  expect(enhanced[8 * n + 0]).toBe(0);
});

test('novelty peaks at the edge between two blocks', () => {
  const blocks = Float32Array.from({ length: 400 }, (_, at) =>
    Math.floor(at / 20) < 10 === at % 20 < 10 ? 1 : 0,
  );
  const novelty = checkerboardNovelty(blocks, 4);
  expect(novelty.indexOf(Math.max(...novelty))).toBe(10);
});

test('the upper quantile leaves the given share above it', () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => i);
  expect(upperQuantile(values, 0.2)).toBe(80);
});
