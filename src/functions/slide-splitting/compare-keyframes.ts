import type { MediaSource } from '../../media/media-source';
import { cellGrid, strokeMap, type CellGrid, type StrokeMap } from '../../vision/stroke-map';
import { planStep, type GroupView } from './plan-keyframes';
import { hasNews, type Group, type KeyframeStep } from './plan-looks';
import { pairChange } from './sample-window';
import { CELL_PX } from './track-pages';

/** A second look into each group, this long after its keyframe: a person has moved by then. */
const MOMENT_SECONDS = 0.4;

export interface KeyframeTools {
  readonly widthPx: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

export interface ComparedKeyframes {
  readonly steps: readonly KeyframeStep[];
  /** Cells of moving pictures in each group. */
  readonly moving: readonly Uint8Array[];
}

/** The pairs of looks as they come: keyframe, a moment later, next keyframe ... */
const createPairing = (groups: readonly Group[]) => {
  const views: GroupView[] = [];
  let grid: CellGrid | null = null;
  let [key, moment]: (StrokeMap | null)[] = [null, null];
  let count = 0;
  const push = (strokes: StrokeMap): void => {
    grid ??= cellGrid(strokes, CELL_PX);
    const isKey = count++ % 2 === 0;
    if (!isKey) {
      moment = strokes;
      return;
    }
    const group = groups[views.length];
    if (key && moment && group)
      views.push({
        within: pairChange(key, moment, grid),
        onward: pairChange(key, strokes, grid),
        hasNews: hasNews(group),
      });
    key = strokes;
  };
  return { push, finish: () => (grid && count === 2 * groups.length ? { views, grid } : null) };
};

/** Each keyframe beside the next one; null when not all of them decode. */
export const compareKeyframes = async (
  source: MediaSource,
  groups: readonly Group[],
  { widthPx, signal, onProgress }: KeyframeTools,
): Promise<ComparedKeyframes | null> => {
  const pairing = createPairing(groups);
  const times = groups.flatMap(({ startSeconds, endSeconds }) => [
    startSeconds,
    Math.min(startSeconds + MOMENT_SECONDS, (startSeconds + endSeconds) / 2),
  ]);
  let count = 0;
  for await (const { image } of source.imagesAt(times, { maxWidthPx: widthPx, maxHeightPx: widthPx })) {
    signal.throwIfAborted();
    pairing.push(strokeMap(image));
    onProgress(++count / times.length);
  }
  const found = pairing.finish();
  if (!found) return null;
  const judged = found.views.map((_, i) => planStep(found.views, i, found.grid));
  return { steps: judged.map(({ step }) => step), moving: judged.map(({ moving }) => moving) };
};
