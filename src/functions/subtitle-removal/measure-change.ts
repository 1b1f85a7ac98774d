import type { LumaImage } from '../../core/image';

const COLUMNS = 24;
const ROWS = 14;
/** A cell whose mean moves by more code values has changed. */
const CHANGED = 14;

const cellMeans = ({ widthPx, heightPx, data }: LumaImage): Float32Array => {
  const means = new Float32Array(COLUMNS * ROWS);
  const counts = new Float32Array(COLUMNS * ROWS);
  for (let y = 0; y < heightPx; y += 2) {
    const row = Math.floor((y * ROWS) / heightPx) * COLUMNS;
    for (let x = 0; x < widthPx; x += 2) {
      const cell = row + Math.floor((x * COLUMNS) / widthPx);
      means[cell] = means[cell]! + data[y * widthPx + x]!;
      counts[cell] = counts[cell]! + 1;
    }
  }
  return means.map((sum, cell) => sum / Math.max(1, counts[cell]!));
};

/** Remembers for every frame which share (0..1) of the picture is not what it was in the frame before. */
export const createChangeMeter = () => {
  const shares: number[] = [];
  let last: Float32Array | null = null;
  return {
    add: (luma: LumaImage): void => {
      const means = cellMeans(luma);
      const before = last;
      const changed = before ? means.filter((mean, i) => Math.abs(mean - before[i]!) > CHANGED).length : 0;
      shares.push(changed / means.length);
      last = means;
    },
    /** Frame numbers count from 0; nothing changes before the first or after the last. */
    at: (frame: number): number => shares[frame] ?? 0,
  };
};
