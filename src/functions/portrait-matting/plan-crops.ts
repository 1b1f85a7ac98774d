import { boxArea, clamp, intersectionOverUnion, unionBox, type BoxPx } from '../../core/geometry';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Room around a person, as a share of the larger side of the box: detectors cut off hair, hands and props. */
const MARGIN = 0.14;
/** Crops that cover more of the picture than this are no gain over the picture itself. */
const MAX_COVER = 0.55;
/** One network run each; a crowd of more is looked at in larger groups. */
const MAX_CROPS = 4;
/** The networks know people in ordinary frames, not in ribbons. */
const MAX_ASPECT = 1.8;

const touch = (a: BoxPx, b: BoxPx): boolean =>
  a.xPx < b.xPx + b.widthPx &&
  b.xPx < a.xPx + a.widthPx &&
  a.yPx < b.yPx + b.heightPx &&
  b.yPx < a.yPx + a.heightPx;

/** A side grown about its middle and kept inside `0..limit`. */
const grownSide = (
  start: number,
  length: number,
  wanted: number,
  limit: number,
): readonly [number, number] => {
  const side = Math.min(limit, wanted);
  return [clamp(start + (length - side) / 2, 0, limit - side), side];
};

/** The box with room around it, in whole pixels, inside the picture. */
export const withMargin = (box: BoxPx, size: Size, share = MARGIN): BoxPx => {
  const margin = Math.max(box.widthPx, box.heightPx) * share;
  const left = Math.floor(Math.max(0, box.xPx - margin));
  const top = Math.floor(Math.max(0, box.yPx - margin));
  return {
    xPx: left,
    yPx: top,
    widthPx: Math.ceil(Math.min(size.widthPx, box.xPx + box.widthPx + margin)) - left,
    heightPx: Math.ceil(Math.min(size.heightPx, box.yPx + box.heightPx + margin)) - top,
  };
};

const notTooThin = (box: BoxPx, size: Size): BoxPx => {
  const [xPx, widthPx] = grownSide(
    box.xPx,
    box.widthPx,
    Math.max(box.widthPx, box.heightPx / MAX_ASPECT),
    size.widthPx,
  );
  const [yPx, heightPx] = grownSide(
    box.yPx,
    box.heightPx,
    Math.max(box.heightPx, box.widthPx / MAX_ASPECT),
    size.heightPx,
  );
  return {
    xPx: Math.floor(xPx),
    yPx: Math.floor(yPx),
    widthPx: Math.ceil(widthPx),
    heightPx: Math.ceil(heightPx),
  };
};

/** Joins the pair that wastes least, as long as any two touch or there are too many. */
const mergeOnce = (boxes: readonly BoxPx[]): readonly BoxPx[] | null => {
  let best: { readonly a: number; readonly b: number; readonly waste: number } | null = null;
  const crowded = boxes.length > MAX_CROPS;
  for (let a = 0; a < boxes.length; a++) {
    for (let b = a + 1; b < boxes.length; b++) {
      const [first, second] = [boxes[a]!, boxes[b]!];
      if (!crowded && !touch(first, second)) continue;
      const waste = boxArea(unionBox([first, second])) - boxArea(first) - boxArea(second);
      if (!best || waste < best.waste) best = { a, b, waste };
    }
  }
  if (!best) return null;
  const { a, b } = best;
  return [...boxes.filter((_, i) => i !== a && i !== b), unionBox([boxes[a]!, boxes[b]!])];
};

/**
 * Where the network looks: groups of people with room around them, at most four, or the whole picture when they
 * fill it. Boxes and crops in pixels; no people, no crops.
 */
export const planCrops = (people: readonly BoxPx[], size: Size): readonly BoxPx[] => {
  if (people.length === 0) return [];
  let boxes: readonly BoxPx[] = people.map((box) => notTooThin(withMargin(box, size), size));
  for (let next = mergeOnce(boxes); next; next = mergeOnce(boxes)) boxes = next;
  const covered = boxes.reduce((sum, box) => sum + boxArea(box), 0);
  const { widthPx, heightPx } = size;
  return covered > MAX_COVER * widthPx * heightPx ? [{ xPx: 0, yPx: 0, widthPx, heightPx }] : boxes;
};

/** A crop in which people are smaller than this share of its shorter side is looked at in parts. */
const SMALL_PERSON = 0.4;
/** Side of a part as a share of the crop's: the parts overlap, so that most people lie whole in one. */
const PART = 0.6;

const isIn = (crop: BoxPx, box: BoxPx): boolean => {
  const x = box.xPx + box.widthPx / 2;
  const y = box.yPx + box.heightPx / 2;
  return x >= crop.xPx && x < crop.xPx + crop.widthPx && y >= crop.yPx && y < crop.yPx + crop.heightPx;
};

const partsOf = (crop: BoxPx): readonly BoxPx[] => {
  const widthPx = Math.ceil(crop.widthPx * PART);
  const heightPx = Math.ceil(crop.heightPx * PART);
  return [0, crop.heightPx - heightPx].flatMap((down) =>
    [0, crop.widthPx - widthPx].map((across) => ({
      xPx: crop.xPx + across,
      yPx: crop.yPx + down,
      widthPx,
      heightPx,
    })),
  );
};

/** The crops of a photo: crowds of small people are looked at in four parts, which videos have no time for. */
export const planPhotoCrops = (people: readonly BoxPx[], size: Size): readonly BoxPx[] =>
  planCrops(people, size).flatMap((crop) => {
    const inside = people.filter((box) => isIn(crop, box));
    const heights = inside.map(({ heightPx }) => heightPx).sort((a, b) => a - b);
    const usual = heights[heights.length >> 1] ?? crop.heightPx;
    if (usual >= SMALL_PERSON * Math.min(crop.widthPx, crop.heightPx)) return [crop];
    return partsOf(crop).filter((part) => inside.some((box) => isIn(part, box)));
  });

/** Boxes that cover each other by more than this (intersection over union) are one person's. */
const SAME_PERSON = 0.3;

/** Everyone once, however often they were found; the first box of each stays. */
export const onePersonOnce = (boxes: readonly BoxPx[]): readonly BoxPx[] => {
  const kept: BoxPx[] = [];
  for (const box of boxes) {
    if (kept.every((other) => intersectionOverUnion(other, box) <= SAME_PERSON)) kept.push(box);
  }
  return kept;
};
