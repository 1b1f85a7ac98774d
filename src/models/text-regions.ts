import type { Plane } from '../core/image';
import { smallestBox, type OrientedBox, type Point } from './oriented-box';

/** DB's own settings (Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020). */
const BINARY_THRESHOLD = 0.3;
/** The network draws text shrunk; its box is grown by area * ratio / perimeter. */
const UNCLIP_RATIO = 1.6;
/** Smaller specks of the map are noise. */
const MIN_SIDE = 3;

export interface TextRegion {
  /** In pixels of the probability map. */
  readonly box: OrientedBox;
  /** Mean probability over the region, 0..1. */
  readonly score: number;
}

interface Component {
  /** The first and last pixel of every row, enough for the hull. */
  readonly edge: Point[];
  readonly score: number;
}

/** Rows of a component as half-open runs `[y, start, end)`, found with a work list instead of recursion. */
const collectComponent = (plane: Plane, seen: Uint8Array, seed: number): Component => {
  const { widthPx, heightPx, data } = plane;
  const edge: Point[] = [];
  const work = [seed];
  let sum = 0;
  let count = 0;
  const isNew = (index: number): boolean => !seen[index] && data[index]! > BINARY_THRESHOLD;
  const visitRow = (from: number, to: number): void => {
    for (let index = from; index < to; index++) if (isNew(index)) work.push(index);
  };
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    if (!isNew(index)) continue;
    const y = Math.floor(index / widthPx);
    let start = index;
    let end = index;
    while (start > y * widthPx && isNew(start - 1)) start--;
    while (end < (y + 1) * widthPx && isNew(end)) sum += data[end++]!;
    for (let i = start; i < index; i++) sum += data[i]!;
    seen.fill(1, start, end);
    count += end - start;
    const x0 = start - y * widthPx;
    const x1 = end - y * widthPx;
    edge.push({ x: x0, y }, { x: x1, y }, { x: x0, y: y + 1 }, { x: x1, y: y + 1 });
    if (y > 0) visitRow(start - widthPx, end - widthPx);
    if (y + 1 < heightPx) visitRow(start + widthPx, end + widthPx);
  }
  return { edge, score: sum / count };
};

const unclip = (box: OrientedBox): OrientedBox => {
  const grow = (box.width * box.height * UNCLIP_RATIO) / (box.width + box.height);
  return { ...box, width: box.width + grow, height: box.height + grow };
};

/** Text lines in a DB probability map, in reading order of their tops. */
export const findTextRegions = (map: Plane, minScore: number): TextRegion[] => {
  const seen = new Uint8Array(map.data.length);
  const regions: TextRegion[] = [];
  for (let seed = 0; seed < map.data.length; seed++) {
    if (seen[seed] || map.data[seed]! <= BINARY_THRESHOLD) continue;
    const { edge, score } = collectComponent(map, seen, seed);
    const box = smallestBox(edge);
    if (score >= minScore && Math.min(box.width, box.height) >= MIN_SIDE)
      regions.push({ box: unclip(box), score });
  }
  return regions;
};
