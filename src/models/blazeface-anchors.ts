import type { TensorMap } from '../inference/network';

/** Anchor grids of BlazeFace's 256 x 256 network (SSD with fixed anchor size): cells a side, anchors a cell. */
const GRIDS = [
  { cells: 16, anchorsPerCell: 2 },
  { cells: 8, anchorsPerCell: 6 },
] as const;

/** Numbers per anchor: box centre and size, then six keypoints, in pixels of the 256-px input. */
export const VALUES_PER_ANCHOR = 16;
const INPUT_SIDE_PX = 256;

export interface Anchor {
  /** Centre, 0..1 of the input. */
  readonly x: number;
  readonly y: number;
}

/** Cell centres row by row, every anchor of a cell in turn: 512 of the fine grid, then 384 of the coarse one. */
export const blazeFaceAnchors: readonly Anchor[] = GRIDS.flatMap(({ cells, anchorsPerCell }) =>
  Array.from({ length: cells * cells * anchorsPerCell }, (_, index) => {
    const cell = Math.floor(index / anchorsPerCell);
    return { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells };
  }),
);

export interface RawFace {
  readonly score: number;
  /** Centre and size, 0..1 of the input square. */
  readonly box: readonly [x: number, y: number, width: number, height: number];
  /** Right eye, left eye, nose tip, mouth, right ear, left ear (the person's own sides), 0..1 of the input square. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

const join = (parts: readonly (Float32Array | undefined)[]): number[] =>
  parts.flatMap((part) => [...(part ?? [])]);

const decodeAt = (values: readonly number[], index: number, score: number): RawFace => {
  const anchor = blazeFaceAnchors[index]!;
  const at = index * VALUES_PER_ANCHOR;
  const value = (offset: number): number => values[at + offset]! / INPUT_SIDE_PX;
  return {
    score,
    box: [anchor.x + value(0), anchor.y + value(1), value(2), value(3)],
    points: Array.from(
      { length: 6 },
      (_, point) => [anchor.x + value(4 + point * 2), anchor.y + value(5 + point * 2)] as const,
    ),
  };
};

/** Faces above `minScore`, not yet rid of overlaps. */
export const decodeBlazeFace = (output: TensorMap, minScore: number): RawFace[] => {
  const floats = (name: string) => output[name]?.data as Float32Array | undefined;
  const logits = join([floats('Identity:0'), floats('Identity_1:0')]);
  const values = join([floats('Identity_2:0'), floats('Identity_3:0')]);
  return logits.flatMap((logit, index) => {
    const score = sigmoid(logit);
    return score >= minScore ? [decodeAt(values, index, score)] : [];
  });
};
