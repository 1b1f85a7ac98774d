import type { CellGrid } from '../../vision/stroke-map';

/** Marks the neighbours of marked cells as well. */
export const growCells = (mask: Uint8Array, { columns, rows }: CellGrid): Uint8Array => {
  const grown = Uint8Array.from(mask);
  for (let c = 0; c < mask.length; c++) {
    if (!mask[c]) continue;
    const x = c % columns;
    const y = (c - x) / columns;
    for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++)
      for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) grown[v * columns + u] = 1;
  }
  return grown;
};
