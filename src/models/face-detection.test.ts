import { expect, test } from 'vitest';
import { blazeFaceAnchors, decodeBlazeFace } from './blazeface-anchors';
import { decodeFaces } from './face-detector';
import { IMAGENET_SCALING, interleavedTensor, planarTensor, uniformScaling } from './image-tensor';
import { isCutByTile, planTiles } from './plan-tiles';
import { shareInside, suppressOverlaps } from './suppress-overlaps';

const box = (xPx: number, yPx: number, widthPx: number, heightPx: number) => ({
  xPx,
  yPx,
  widthPx,
  heightPx,
});

test('UltraFace corners become pixels of the tile they were found in', () => {
  const output = {
    scores: { dims: [1, 2, 2], data: Float32Array.of(0.1, 0.9, 0.8, 0.2) },
    boxes: { dims: [1, 2, 4], data: Float32Array.of(0.25, 0.5, 0.75, 1, 0, 0, 1, 1) },
  };
  const faces = decodeFaces(output, box(100, 50, 200, 100), 0.5);
  expect(faces).toHaveLength(1);
  expect(faces[0]!.box).toEqual(box(150, 100, 100, 50));
  expect(faces[0]!.score).toBeCloseTo(0.9);
});

test('BlazeFace has 896 anchors, fine grid first, at cell centres', () => {
  expect(blazeFaceAnchors).toHaveLength(896);
  expect(blazeFaceAnchors[0]).toEqual({ x: 1 / 32, y: 1 / 32 });
  expect(blazeFaceAnchors[1]).toEqual(blazeFaceAnchors[0]);
  expect(blazeFaceAnchors[2]).toEqual({ x: 3 / 32, y: 1 / 32 });
  expect(blazeFaceAnchors[511]).toEqual({ x: 31 / 32, y: 31 / 32 });
  expect(blazeFaceAnchors[512]).toEqual({ x: 1 / 16, y: 1 / 16 });
});

test('BlazeFace offsets are pixels of the input, measured from the anchor', () => {
  const logits = new Float32Array(384).fill(-100);
  logits[383] = 2;
  const values = new Float32Array(384 * 16);
  values.set([-20, 4, 64, 32, 16, -16], 383 * 16);
  const output = {
    'Identity:0': { dims: [1, 512, 1], data: new Float32Array(512).fill(-100) },
    'Identity_1:0': { dims: [1, 384, 1], data: logits },
    'Identity_2:0': { dims: [1, 512, 16], data: new Float32Array(512 * 16) },
    'Identity_3:0': { dims: [1, 384, 16], data: values },
  };
  const [face, ...others] = decodeBlazeFace(output, 0.5);
  expect(others).toEqual([]);
  expect(face!.score).toBeCloseTo(1 / (1 + Math.exp(-2)));
  expect(face!.box).toEqual([15 / 16 - 20 / 256, 15 / 16 + 4 / 256, 0.25, 0.125]);
  expect(face!.points[0]).toEqual([1, 15 / 16 - 16 / 256]);
});

test('of overlapping boxes the best is kept', () => {
  const kept = suppressOverlaps(
    [
      { box: box(0, 0, 10, 10), score: 0.5 },
      { box: box(1, 1, 10, 10), score: 0.9 },
      { box: box(30, 0, 10, 10), score: 0.6 },
    ],
    0.3,
  );
  expect(kept.map(({ score }) => score)).toEqual([0.9, 0.6]);
  expect(shareInside(box(0, 0, 10, 10), box(2, 2, 4, 4))).toBe(1);
});

test('the first look takes in the whole picture, unless stretching would distort it', () => {
  expect(planTiles({ widthPx: 640, heightPx: 360 }, 4 / 3, 1)).toEqual([
    { ...box(0, 0, 640, 360), level: 1 },
  ]);
  const tall = planTiles({ widthPx: 360, heightPx: 640 }, 4 / 3, 1);
  expect(tall.length).toBe(2);
  expect(tall[0]!.yPx).toBe(0);
  expect(tall[1]!.yPx + tall[1]!.heightPx).toBeCloseTo(640);
});

test('finer tiles cover every pixel and overlap by a quarter', () => {
  const tiles = planTiles({ widthPx: 800, heightPx: 600 }, 4 / 3, 2).filter((tile) => tile.level === 2);
  expect(tiles).toHaveLength(9);
  const row = tiles.slice(0, 3);
  expect(row.map((tile) => tile.xPx)).toEqual([0, 200, 400]);
  expect(row[2]!.xPx + row[2]!.widthPx).toBe(800);
});

test('a box at an inner tile border is cut off, one at the picture border is not', () => {
  const picture = { widthPx: 800, heightPx: 600 };
  const tile = box(0, 0, 400, 300);
  expect(isCutByTile(box(360, 100, 40, 40), tile, picture)).toBe(true);
  expect(isCutByTile(box(0, 100, 40, 40), tile, picture)).toBe(false);
});

test('pixels become planes or triples with their scaling', () => {
  const image = { widthPx: 2, heightPx: 1, data: Uint8ClampedArray.of(10, 20, 30, 255, 40, 50, 60, 255) };
  const scaling = uniformScaling(10, 0.5);
  expect(planarTensor(image, scaling)).toEqual({
    data: Float32Array.of(0, 15, 5, 20, 10, 25),
    dims: [1, 3, 1, 2],
  });
  expect(planarTensor(image, scaling, 'bgr').data).toEqual(Float32Array.of(10, 25, 5, 20, 0, 15));
  expect(interleavedTensor(image, scaling)).toEqual({
    data: Float32Array.of(0, 5, 10, 15, 20, 25),
    dims: [1, 1, 2, 3],
  });
  const grey = { widthPx: 1, heightPx: 1, data: Uint8ClampedArray.of(124, 116, 104, 255) };
  for (const value of planarTensor(grey, IMAGENET_SCALING).data)
    expect(Math.abs(Number(value))).toBeLessThan(0.02);
});
