import type { Plane } from '../core/image';

const BLOCK_PX = 16;
/** Half width of the box that the picture is compared with, px. */
const BLUR_RADIUS_PX = 3;
/** Mean gradient (code values per px) below which a block has no edges to judge. */
const EDGE_FLOOR = 2.5;
/** The picture is judged by its sharpest blocks: with a shallow depth of field only the subject is sharp. */
const TOP_SHARE = 0.15;

export interface Sharpness {
  /** 0 (blurred) .. about 0.8 (crisp): how much of the gradient a blur would take away, in the sharpest blocks. */
  readonly acutance: number;
  /** Upper quartile of the same share over all blocks with edges: low when everything is out of focus or shaken. */
  readonly detail: number;
  /** Mean gradient of the sharpest blocks, code values per px. */
  readonly edgeStrength: number;
  /** Share of blocks that have edges at all. */
  readonly textured: number;
}

interface BlockEdges {
  readonly gradient: number;
  readonly lost: number;
}

/**
 * Gradient of each block and how much of it a box blur removes, after Crete et al., "The Blur Effect" (2007),
 * taken per block. The gradient of the blurred picture needs no blur: it is a difference over the box width.
 */
const blockEdges = (luma: Plane, left: number, top: number): BlockEdges => {
  const { data, widthPx, heightPx } = luma;
  const reach = BLUR_RADIUS_PX;
  const span = 2 * reach + 1;
  let gradient = 0;
  let lost = 0;
  let count = 0;
  const endY = Math.min(heightPx - reach, top + BLOCK_PX);
  const endX = Math.min(widthPx - reach, left + BLOCK_PX);
  for (let y = Math.max(reach + 1, top); y < endY; y++) {
    for (let x = Math.max(reach + 1, left); x < endX; x++) {
      const i = y * widthPx + x;
      const across = Math.abs(data[i]! - data[i - 1]!);
      const down = Math.abs(data[i]! - data[i - widthPx]!);
      const acrossBlurred = Math.abs(data[i + reach]! - data[i - reach - 1]!) / span;
      const downBlurred = Math.abs(data[i + reach * widthPx]! - data[i - (reach + 1) * widthPx]!) / span;
      gradient += across + down;
      lost += Math.max(0, across - acrossBlurred) + Math.max(0, down - downBlurred);
      count++;
    }
  }
  return count > 0 ? { gradient: gradient / count, lost: lost / count } : { gradient: 0, lost: 0 };
};

const upperQuartile = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.75)] ?? 0;

/**
 * Sharpness of a luma plane (0..255). Blocks without edges do not count, so noise and flat areas change little.
 * Compare values only between pictures of the same size.
 */
export const measureSharpness = (luma: Plane): Sharpness => {
  const blocks: BlockEdges[] = [];
  for (let top = 0; top < luma.heightPx; top += BLOCK_PX) {
    for (let left = 0; left < luma.widthPx; left += BLOCK_PX) blocks.push(blockEdges(luma, left, top));
  }
  const edged = blocks.filter((block) => block.gradient >= EDGE_FLOOR);
  const strongest = edged.sort((a, b) => b.lost - a.lost).slice(0, Math.ceil(blocks.length * TOP_SHARE));
  if (strongest.length === 0) return { acutance: 0, detail: 0, edgeStrength: 0, textured: 0 };
  const gradient = strongest.reduce((sum, block) => sum + block.gradient, 0);
  const lost = strongest.reduce((sum, block) => sum + block.lost, 0);
  return {
    acutance: lost / gradient,
    detail: upperQuartile(edged.map((block) => block.lost / block.gradient)),
    edgeStrength: gradient / strongest.length,
    textured: edged.length / blocks.length,
  };
};
