import type { BoxPx } from '../../core/geometry';
import type { LumaImage } from '../../core/image';
import type { TextDetector } from '../../models/text-detector';
import type { TextTrack } from '../../vision/text-tracks';
import { findLines } from './find-lines';

/** Rows of the picture, in pixels of the luma. */
interface Band {
  readonly top: number;
  readonly bottom: number;
}

export interface FinderOptions {
  readonly detector: TextDetector;
  /** Search in this part alone; `null`: everywhere, mostly where text has been. */
  readonly region: BoxPx | null;
}

/** Longer side of the picture that is searched whole. */
const SEARCH_SIDE_PX = 640;
/** Thin strips are not shrunk below this height. */
const MIN_SIDE_PX = 128;
/** Seconds between two looks at the whole picture, before and after places of text are known. */
const SEEK_SECONDS = 0.39;
const WATCH_SECONDS = 0.59;
/** Text that has stood this long makes its place a place of text. */
const SETTLED_SECONDS = 0.35;
/** ... if it is this many times as long as high, and was found more than once: patterns are found too. */
const MIN_LINE_RATIO = 2;
const MIN_FINDS = 2;
/** While such a line stands, its place is looked at with the whole picture alone; what stands longer is no caption. */
const FOLLOWED_SECONDS = 8;
/** Room above and below a known line, in line heights: another line, or a larger one. */
const BAND_ROOM = 1.6;
/** Bands that cover more than this share of the picture are no saving. */
const MAX_BAND_SHARE = 0.5;
/** Points this far apart are compared to see whether anything has changed at all. */
const GRID_PX = 4;
const CHANGE_STEP = 20;
const MIN_CHANGED_POINTS = 4;

/** The longest wait between two looks at any one place: how far back starts have to be searched. */
export const longestWaitSeconds = (fps: number): number => Math.max(WATCH_SECONDS, 1 / fps) + 1 / fps;

const cropRows = (luma: LumaImage, { top, bottom }: Band): LumaImage => ({
  widthPx: luma.widthPx,
  heightPx: bottom - top,
  data: luma.data.subarray(top * luma.widthPx, bottom * luma.widthPx),
});

const cropTo = (luma: LumaImage, { xPx, yPx, widthPx, heightPx }: BoxPx): LumaImage => {
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const start = (yPx + y) * luma.widthPx + xPx;
    data.set(luma.data.subarray(start, start + widthPx), y * widthPx);
  }
  return { widthPx, heightPx, data };
};

const hasChanged = (before: LumaImage | null, after: LumaImage, { top, bottom }: Band): boolean => {
  if (!before) return true;
  let changed = 0;
  for (let y = top; y < bottom; y += GRID_PX) {
    for (let i = y * after.widthPx; i < (y + 1) * after.widthPx; i += GRID_PX) {
      if (Math.abs(after.data[i]! - before.data[i]!) > CHANGE_STEP && ++changed >= MIN_CHANGED_POINTS)
        return true;
    }
  }
  return false;
};

const bandOf = ({ box }: TextTrack, heightPx: number): Band => {
  const room = BAND_ROOM * Math.min(box.heightPx, box.widthPx);
  return {
    top: Math.max(0, Math.floor(box.yPx - room)),
    bottom: Math.min(heightPx, Math.ceil(box.yPx + box.heightPx + room)),
  };
};

/** All text in it was found often enough to be followed by its strokes: what comes after it shows when it has gone. */
const isFollowed = ({ top, bottom }: Band, live: readonly TextTrack[], timeSeconds: number): boolean => {
  const inside = live.filter(
    ({ box }) => box.yPx + box.heightPx / 2 > top && box.yPx + box.heightPx / 2 < bottom,
  );
  const isKnown = ({ finds, startSeconds }: TextTrack): boolean =>
    finds >= MIN_FINDS && timeSeconds - startSeconds < FOLLOWED_SECONDS;
  return inside.length > 0 && inside.every(isKnown);
};

/** Bands that touch become one. */
export const mergeBands = (bands: readonly Band[]): Band[] => {
  const merged: Band[] = [];
  for (const band of [...bands].sort((a, b) => a.top - b.top)) {
    const last = merged.at(-1);
    if (last && band.top <= last.bottom)
      merged[merged.length - 1] = { top: last.top, bottom: Math.max(last.bottom, band.bottom) };
    else merged.push(band);
  }
  return merged;
};

const scaleFor = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): number =>
  Math.max(SEARCH_SIDE_PX / Math.max(widthPx, heightPx), MIN_SIDE_PX / Math.min(widthPx, heightPx));

const moveBy = (boxes: readonly BoxPx[], xPx: number, yPx: number): BoxPx[] =>
  boxes.map((box) => ({ ...box, xPx: box.xPx + xPx, yPx: box.yPx + yPx }));

const wholeBox = ({ xPx, yPx, widthPx, heightPx }: BoxPx): BoxPx => ({
  xPx: Math.floor(xPx),
  yPx: Math.floor(yPx),
  widthPx: Math.max(1, Math.floor(widthPx)),
  heightPx: Math.max(1, Math.floor(heightPx)),
});

/** Looks in the region alone, when something in it has changed. */
const createRegionFinder = (detector: TextDetector, region: BoxPx) => {
  const box = wholeBox(region);
  let seen: LumaImage | null = null;
  return async (luma: LumaImage): Promise<readonly BoxPx[]> => {
    const cropped = cropTo(luma, box);
    if (!hasChanged(seen, cropped, { top: 0, bottom: cropped.heightPx })) return [];
    seen = cropped;
    const longSidePx = Math.max(cropped.widthPx, cropped.heightPx) * scaleFor(luma);
    return moveBy(await findLines(detector, cropped, Math.max(longSidePx, MIN_SIDE_PX)), box.xPx, box.yPx);
  };
};

/**
 * Decides where to look for text: now and then in the whole picture, every time where text has been and none is followed,
 * and nowhere that has not changed since the last look.
 */
export const createLineFinder = ({ detector, region }: FinderOptions) => {
  if (region) return createRegionFinder(detector, region);
  let bands: readonly Band[] = [];
  let due = Number.NEGATIVE_INFINITY;
  const seen = new Map<string, LumaImage>();

  const learn = (live: readonly TextTrack[], timeSeconds: number, heightPx: number): void => {
    const settled = live.filter(
      ({ startSeconds, finds, box }) =>
        timeSeconds - startSeconds >= SETTLED_SECONDS &&
        finds >= MIN_FINDS &&
        Math.max(box.widthPx, box.heightPx) >= MIN_LINE_RATIO * Math.min(box.widthPx, box.heightPx),
    );
    const wider = mergeBands([...bands, ...settled.map((track) => bandOf(track, heightPx))]);
    const covered = wider.reduce((sum, { top, bottom }) => sum + bottom - top, 0);
    if (covered <= MAX_BAND_SHARE * heightPx) bands = wider;
  };

  const search = async (luma: LumaImage, band: Band): Promise<BoxPx[]> => {
    const key = `${band.top}-${band.bottom}`;
    if (!hasChanged(seen.get(key) ?? null, luma, band)) return [];
    seen.set(key, luma);
    const cropped = cropRows(luma, band);
    const longSidePx = Math.max(cropped.widthPx, cropped.heightPx) * scaleFor(luma);
    return moveBy(await findLines(detector, cropped, longSidePx), 0, band.top);
  };

  return async (
    luma: LumaImage,
    timeSeconds: number,
    live: readonly TextTrack[],
  ): Promise<readonly BoxPx[]> => {
    learn(live, timeSeconds, luma.heightPx);
    if (timeSeconds >= due) {
      due = timeSeconds + (bands.length > 0 ? WATCH_SECONDS : SEEK_SECONDS);
      return search(luma, { top: 0, bottom: luma.heightPx });
    }
    const found: BoxPx[] = [];
    for (const band of bands)
      if (!isFollowed(band, live, timeSeconds)) found.push(...(await search(luma, band)));
    return found;
  };
};
