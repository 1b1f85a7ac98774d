import { keptStrokes, type CellGrid } from '../../vision/stroke-map';
import type { PageCanvas } from './page-canvas';
import { measureChange, planChange } from './plan-change';

/** Stroke pixels of two canvases differ by no more than this factor when they show one slide and a build of it. */
const MAX_SIZE_RATIO = 4;

const countStrokes = (canvas: PageCanvas, grid: CellGrid): number =>
  keptStrokes(canvas, canvas, grid).strokes.reduce((sum, count) => sum + count, 0);

/** Whether two canvases show the same slide, perhaps at different builds. */
export const isSameSlide = (a: PageCanvas, b: PageCanvas, grid: CellGrid, scale: number): boolean => {
  const usable = a.known.map((is, c) => is & b.known[c]!);
  const inked = a.inked.map((is, c) => is | b.inked[c]!);
  const added = a.added.map((is, c) => is | b.added[c]!);
  const maps = { from: keptStrokes(a, b, grid), to: keptStrokes(b, a, grid) };
  const forth = planChange(measureChange(maps, { usable, inked, added }, grid, scale), scale);
  if (forth === 'new') return false;
  const back = measureChange({ from: maps.to, to: maps.from }, { usable, inked, added }, grid, scale);
  return planChange(back, scale) !== 'new';
};

/** Numbers the pages from 1 in order of first appearance; a page that comes back has its first number. */
export const numberPages = (canvases: readonly PageCanvas[], grid: CellGrid, scale: number): number[] => {
  const sizes = canvases.map((canvas) => countStrokes(canvas, grid));
  const numbers: number[] = [];
  let count = 0;
  canvases.forEach((canvas, at) => {
    const earlier = canvases.findIndex(
      (other, k) =>
        k < at &&
        sizes[k]! < MAX_SIZE_RATIO * sizes[at]! &&
        sizes[at]! < MAX_SIZE_RATIO * sizes[k]! &&
        isSameSlide(other, canvas, grid, scale),
    );
    numbers.push(earlier < 0 ? ++count : numbers[earlier]!);
  });
  return numbers;
};
