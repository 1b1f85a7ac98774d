import { describe, expect, it } from 'vitest';
import { countsInColumn, isUpright, layDown } from './lay-down';

describe('text that runs downwards', () => {
  it('is told by its box', () => {
    expect(isUpright({ xPx: 0, yPx: 0, widthPx: 20, heightPx: 120 })).toBe(true);
    expect(isUpright({ xPx: 0, yPx: 0, widthPx: 120, heightPx: 20 })).toBe(false);
  });

  it('holds about as many characters as its width goes into its height, or some more', () => {
    expect(countsInColumn({ xPx: 0, yPx: 0, widthPx: 59, heightPx: 235 })).toEqual([3, 4, 5, 6]);
  });

  it('is set side by side, the uppermost character first', () => {
    const [widthPx, heightPx] = [6, 12];
    const data = new Uint8ClampedArray(widthPx * heightPx * 4);
    // Three squares of 4 pixels below one another, of grey 10, 20 and 30.
    for (let y = 0; y < heightPx; y++)
      for (let x = 1; x < 5; x++) data[(y * widthPx + x) * 4] = 10 * (Math.floor(y / 4) + 1);
    const laid = layDown({ widthPx, heightPx, data }, { xPx: 1, yPx: 0, widthPx: 4, heightPx: 12 }, 3);
    expect([laid.widthPx, laid.heightPx]).toEqual([12, 4]);
    const row = Array.from({ length: 12 }, (_, x) => laid.data[x * 4]);
    expect(row).toEqual([10, 10, 10, 10, 20, 20, 20, 20, 30, 30, 30, 30]);
  });
});
