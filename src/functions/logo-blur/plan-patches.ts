import type { BoxPx, NormalizedBox } from '../../core/geometry';
import type { Logo } from '../../core/logo-result';

/** One box to change, with the stretches of time in which it is changed. */
export interface Patch {
  readonly box: BoxPx;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Share of the mark that is there, 0..1: below 1 while it fades. */
  amountAt(timeSeconds: number): number;
  /** It is one of several showings of the same mark. */
  readonly isRepeated: boolean;
}

/** A mark to change; `amountAt` where it is known how it fades. */
export type MarkToPatch = Pick<Logo, 'box' | 'start' | 'end'> &
  Partial<Pick<Patch, 'amountAt'> & Pick<Logo, 'kind'>>;

export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationSeconds: number;
}

/** Marks have soft edges and coding noise round them. */
const MARGIN_SHARE = 0.06;
const MIN_MARGIN_PX = 2;

const grow = (box: NormalizedBox, { widthPx, heightPx }: Picture): BoxPx => {
  const [x, y, w, h] = [box[0] * widthPx, box[1] * heightPx, box[2] * widthPx, box[3] * heightPx];
  const margin = Math.max(MIN_MARGIN_PX, MARGIN_SHARE * Math.min(w, h));
  // Whole pixels: marks of one kind get boxes of one size.
  const left = Math.max(0, Math.round(x - margin));
  const top = Math.max(0, Math.round(y - margin));
  return {
    xPx: left,
    yPx: top,
    widthPx: Math.min(widthPx - left, Math.round(w + 2 * margin)),
    heightPx: Math.min(heightPx - top, Math.round(h + 2 * margin)),
  };
};

/** A mark's moments are known to half a look: a frame of it left over would show more than one too many changed. */
export const EDGE_SECONDS = 0.07;

/** Cuts a stretch to the wanted ones; without wishes it stays whole. */
const cutToTime = (
  [start, end]: readonly [number, number],
  wanted: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] =>
  wanted.length === 0
    ? [[start, end]]
    : wanted
        .map(([from, to]) => [Math.max(start, from), Math.min(end, to)] as const)
        .filter(([from, to]) => to > from);

/** Where and when pixels are changed. */
export const planPatches = (
  logos: readonly MarkToPatch[],
  time: readonly (readonly [number, number])[],
  picture: Picture,
): readonly Patch[] =>
  logos.flatMap(({ box, start, end, kind, amountAt = () => 1 }) => {
    // The last frame's time lies before the end; a mark that lasts to the end takes it along.
    const isToEnd = end >= picture.durationSeconds - 0.05;
    const reach = isToEnd ? Number.MAX_SAFE_INTEGER : end + EDGE_SECONDS;
    const from = start <= 0.05 ? 0 : Math.max(0, start - EDGE_SECONDS);
    return cutToTime([from, reach], time).map(([startSeconds, endSeconds]) => ({
      box: grow(box, picture),
      startSeconds,
      endSeconds,
      amountAt,
      isRepeated: kind === 'tiled' || kind === 'moving',
    }));
  });
