import { describe, expect, test } from 'vitest';
import type { NormalizedBox } from '../../core/geometry';
import { boxBetween, centredBox, dragBox, MIN_BOX_SIDE, moveBox, scaleBox } from './edit-box';

const isInside = ([x, y, w, h]: NormalizedBox): boolean =>
  x >= -1e-9 && y >= -1e-9 && x + w <= 1 + 1e-9 && y + h <= 1 + 1e-9;

describe('moving and resizing a box', () => {
  test('a box stops at the edges of the picture and keeps its size', () => {
    expect(moveBox([0.5, 0.5, 0.3, 0.2], 2, 2)).toEqual([0.7, 0.8, 0.3, 0.2]);
    expect(moveBox([0.5, 0.5, 0.3, 0.2], -2, -2)).toEqual([0, 0, 0.3, 0.2]);
  });

  test('dragging a corner leaves the opposite corner where it is', () => {
    const [x, y, w, h] = dragBox([0.2, 0.2, 0.4, 0.4], 'nw', [0.1, 0.05], null);
    expect([x + w, y + h]).toEqual([expect.closeTo(0.6), expect.closeTo(0.6)]);
    expect([w, h]).toEqual([expect.closeTo(0.3), expect.closeTo(0.35)]);
  });

  test('a locked shape stays locked and inside, whichever corner is dragged however far', () => {
    for (const handle of ['nw', 'ne', 'sw', 'se'] as const) {
      for (const delta of [
        [0.9, 0.9],
        [-0.9, 0.2],
        [0.05, -0.9],
      ] as const) {
        const box = dragBox([0.3, 0.3, 0.3, 0.15], handle, delta, 2);
        expect(box[2] / box[3]).toBeCloseTo(2);
        expect(isInside(box)).toBe(true);
      }
    }
  });

  test('a box cannot be dragged to nothing', () => {
    const [, , w, h] = dragBox([0.2, 0.2, 0.4, 0.4], 'se', [-5, -5], null);
    expect([w, h]).toEqual([MIN_BOX_SIDE, MIN_BOX_SIDE]);
  });

  test('growing keeps the shape and ends at the picture', () => {
    const grown = scaleBox([0.4, 0.4, 0.2, 0.1], 100);
    expect(grown[2]).toBeCloseTo(1);
    expect(grown[2] / grown[3]).toBeCloseTo(2);
    expect(isInside(grown)).toBe(true);
  });

  test('the centred box is the largest of its shape', () => {
    expect(centredBox(2)).toEqual([0, 0.25, 1, 0.5]);
    expect(centredBox(0.5)).toEqual([0.25, 0, 0.5, 1]);
  });

  test('a box drawn in any direction is the same box', () => {
    expect(boxBetween([0.6, 0.7], [0.2, 0.3])).toEqual(boxBetween([0.2, 0.3], [0.6, 0.7]));
  });
});
