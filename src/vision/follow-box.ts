import type { BoxPx } from '../core/geometry';
import type { Plane } from '../core/image';
import { movePoint, type BlockMotion, type CameraMotion } from './camera-motion';

/** Blocks are read inside this share of the box: its rim holds background. */
const INNER_SHARE = 0.8;
/** A block this far (px) from where the camera alone would take it moves by itself. */
const OWN_MOTION_PX = 1.2;
/** The box goes with the blocks that move by themselves when they have this share of its weight. */
const MIN_OWN_SHARE = 0.25;

interface WeightedBlock {
  readonly block: BlockMotion;
  readonly weight: number;
}

const medianOf = (blocks: readonly WeightedBlock[], read: (block: BlockMotion) => number): number => {
  const sorted = [...blocks].sort((a, b) => read(a.block) - read(b.block));
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { block, weight } of sorted) {
    sum += weight;
    if (sum >= total / 2) return read(block);
  }
  return 0;
};

/** Blocks inside the box, those in its middle counting most. */
const blocksInside = (blocks: readonly BlockMotion[], box: BoxPx): readonly WeightedBlock[] =>
  blocks.flatMap((block) => {
    const u = (2 * (block.xPx - box.xPx)) / box.widthPx - 1;
    const v = (2 * (block.yPx - box.yPx)) / box.heightPx - 1;
    if (Math.abs(u) > INNER_SHARE || Math.abs(v) > INNER_SHARE) return [];
    return [{ block, weight: Math.min(10, block.texture) * Math.exp(-(u * u + v * v)) }];
  });

const moveWithCamera = (
  box: BoxPx,
  camera: CameraMotion,
  size: Pick<Plane, 'widthPx' | 'heightPx'>,
): BoxPx => {
  const [x, y] = movePoint(camera, size, [box.xPx + box.widthPx / 2, box.yPx + box.heightPx / 2]);
  const grow = 1 + camera.zoom;
  const [widthPx, heightPx] = [box.widthPx * grow, box.heightPx * grow];
  return { xPx: x - widthPx / 2, yPx: y - heightPx / 2, widthPx, heightPx };
};

/**
 * Where a box goes from one picture to the next: with the blocks in it that move by themselves (median flow), else with the
 * camera. All px of the analysis plane of `size`.
 */
export const followBox = (
  box: BoxPx,
  blocks: readonly BlockMotion[],
  camera: CameraMotion,
  size: Pick<Plane, 'widthPx' | 'heightPx'>,
): BoxPx => {
  const inside = blocksInside(blocks, box);
  const own = inside.filter(({ block }) => {
    const [x, y] = movePoint(camera, size, [block.xPx, block.yPx]);
    return Math.hypot(block.xPx + block.dxPx - x, block.yPx + block.dyPx - y) > OWN_MOTION_PX;
  });
  const weigh = (list: readonly WeightedBlock[]) => list.reduce((sum, { weight }) => sum + weight, 0);
  if (own.length < 2 || weigh(own) < MIN_OWN_SHARE * weigh(inside)) return moveWithCamera(box, camera, size);
  const [dx, dy] = [medianOf(own, (b) => b.dxPx), medianOf(own, (b) => b.dyPx)];
  return { ...box, xPx: box.xPx + dx, yPx: box.yPx + dy };
};
