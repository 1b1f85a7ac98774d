import type { BoxPx } from '../core/geometry';
import type { Plane } from '../core/image';

/** A plate's edge is a straight step of at least this many code values ... */
const MIN_STEP = 7;
/** ... over this share of the line's width or height. */
const MIN_SHARE = 0.8;
/** Plates reach this far beyond the letters, in line heights. */
const REACH = 0.9;
/** The plate's rim is softened by the codec: taken along. */
const RIM_PX = 2;

/** Share of the pixels along a row (or column) that step in the main direction by enough; signed by that direction. */
const edgeShare = (
  { data }: Plane,
  from: number,
  count: number,
  { along, across }: { readonly along: number; readonly across: number },
): number => {
  let up = 0;
  let down = 0;
  for (let k = 0, i = from; k < count; k++, i += along) {
    const step = data[i + across]! - data[i - across]!;
    if (step > MIN_STEP) up++;
    if (step < -MIN_STEP) down++;
  }
  return up > down ? up / count : -down / count;
};

const strongest = (
  places: readonly number[],
  shareAt: (place: number) => number,
): { at: number; share: number } => {
  let best = { at: -1, share: 0 };
  for (const at of places) {
    const share = shareAt(at);
    if (Math.abs(share) > Math.abs(best.share)) best = { at, share };
  }
  return best;
};

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, Math.floor(to) - Math.ceil(from) + 1) }, (_, k) => Math.ceil(from) + k);

/**
 * The filled rectangle a line of text stands on, found by its four straight edges, opposite ones of opposite sign;
 * `null` where there is none. Whole pixels inside the picture.
 */
export const findPlate = (luma: Plane, line: BoxPx): BoxPx | null => {
  const { widthPx, heightPx } = luma;
  const reach = REACH * line.heightPx;
  const left = Math.max(1, Math.round(line.xPx));
  const right = Math.min(widthPx - 2, Math.round(line.xPx + line.widthPx));
  const wide = right - left;
  if (wide < 8) return null;
  const row = { along: 1, across: widthPx };
  const rowShare = (y: number) => edgeShare(luma, y * widthPx + left, wide, row);
  const middle = line.yPx + line.heightPx / 2;
  const upper = strongest(range(Math.max(1, line.yPx - reach), middle - line.heightPx / 4), rowShare);
  const lower = strongest(
    range(middle + line.heightPx / 4, Math.min(heightPx - 2, line.yPx + line.heightPx + reach)),
    rowShare,
  );
  if (Math.abs(upper.share) < MIN_SHARE || Math.abs(lower.share) < MIN_SHARE) return null;
  if (Math.sign(upper.share) === Math.sign(lower.share)) return null;
  const column = { along: widthPx, across: 1 };
  const high = lower.at - upper.at - 3;
  if (high < 4) return null;
  const columnShare = (x: number) => edgeShare(luma, (upper.at + 2) * widthPx + x, high, column);
  const first = strongest(range(Math.max(1, line.xPx - 1.5 * reach), line.xPx + 2), columnShare);
  const last = strongest(
    range(line.xPx + line.widthPx - 2, Math.min(widthPx - 2, line.xPx + line.widthPx + 1.5 * reach)),
    columnShare,
  );
  const x0 = Math.max(0, (Math.abs(first.share) >= MIN_SHARE ? first.at : Math.round(line.xPx)) - RIM_PX);
  const x1 = Math.min(
    widthPx,
    (Math.abs(last.share) >= MIN_SHARE ? last.at : Math.round(line.xPx + line.widthPx)) + RIM_PX + 1,
  );
  const y0 = Math.max(0, upper.at - RIM_PX);
  const y1 = Math.min(heightPx, lower.at + RIM_PX + 1);
  return { xPx: x0, yPx: y0, widthPx: x1 - x0, heightPx: y1 - y0 };
};
