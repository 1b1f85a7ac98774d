import type { BoxPx } from '../core/geometry';
import { connectedComponents } from './connected-components';
import { dilate, erode } from './erode';
import { findPlate } from './text-plate';
import type { PlanarCrop } from './planar-crop';

/** What is known of one cue: some frames that show it, and its neighbours in time. */
export interface CueViews {
  /** Frames with the text, in time order, all of one size; at least one. */
  readonly shown: readonly PlanarCrop[];
  /** The frame just before and just after, without this text and of the same shot; `null` where there is none. */
  readonly before: PlanarCrop | null;
  readonly after: PlanarCrop | null;
  /** Boxes of its lines in pixels of the crops. */
  readonly lines: readonly BoxPx[];
}

/** A change this large (code values, luma plus colour) when the text comes or goes is the text ... */
const MIN_CHANGE = 14;
/** ... when it also exceeds the picture's own motion by this factor. */
const MOTION_FACTOR = 2.5;
/** Steps to both sides of a stroke (code values). */
const MIN_STEP = 26;
/** Within the text's life a stroke changes by less than this between two frames. */
const MAX_UNREST = 9;
/** Room round a line for outline, shadow and tails, in line heights. */
const PAD = 0.35;
/** Radius of the widest stroke, in line heights. */
const STROKE_RADIUS = 0.11;
/** Soft edges and the codec's ringing reach this far, in line heights; never less than 2 px. */
const REACH = 0.05;
const MIN_REACH_PX = 2;
/** Faint shadows show only when text comes or goes; where that is not seen, room is left for them. */
const BLIND_REACH = 0.1;
/** Specks below this share of a line's height squared are noise. */
const MIN_SPECK = 0.004;

interface Evidence {
  readonly mean: Float32Array<ArrayBuffer>;
  /** Mean change between shown frames next to each other, code values. */
  readonly unrest: Float32Array<ArrayBuffer>;
}

const meanOf = (frames: readonly PlanarCrop[]): Evidence => {
  const size = frames[0]!.y.length;
  const mean = new Float32Array(size);
  const unrest = new Float32Array(size);
  frames.forEach(({ y }, k) => {
    const last = frames[k - 1]?.y;
    for (let i = 0; i < size; i++) {
      mean[i] = mean[i]! + y[i]! / frames.length;
      if (last) unrest[i] = unrest[i]! + Math.abs(y[i]! - last[i]!) / (frames.length - 1);
    }
  });
  return { mean, unrest };
};

/** Difference of luma and colour together. */
const differenceOf = (a: PlanarCrop, b: PlanarCrop): Float32Array => {
  const { widthPx, chromaStep } = a;
  const chromaWidth = widthPx / chromaStep;
  return Float32Array.from(a.y, (value, i) => {
    const x = i % widthPx;
    const c = Math.floor((i - x) / widthPx / chromaStep) * chromaWidth + Math.floor(x / chromaStep);
    return Math.abs(value - b.y[i]!) + 0.7 * (Math.abs(a.u[c]! - b.u[c]!) + Math.abs(a.v[c]! - b.v[c]!));
  });
};

/** Half of the picture round the lines changing by more (code values) with the text is a cut: it says nothing. */
const MAX_PICTURE_CHANGE = 20;

/** Difference to a neighbour in time, or `null` when the whole picture differs. */
const sideOf = (shown: PlanarCrop, neighbour: PlanarCrop | null, lines: readonly BoxPx[]) => {
  if (!neighbour) return null;
  const { widthPx, heightPx } = shown;
  const difference = differenceOf(shown, neighbour);
  const boxes = lines.map((line) => padded(line, widthPx, heightPx));
  const round = difference.filter((_, i) => {
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    return !boxes.some(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom);
  });
  const middle = round.sort()[round.length >> 1] ?? 0;
  return middle > MAX_PICTURE_CHANGE ? null : difference;
};

/** Where the text came or went; with both sides known, where it did both. `null` with neither. */
const changeOf = ({ shown, before, after, lines }: CueViews): Float32Array | null => {
  const on = sideOf(shown[0]!, before, lines);
  const off = sideOf(shown.at(-1)!, after, lines);
  if (!on || !off) return on ?? off;
  return on.map((value, i) => (value + off[i]!) / 2);
};

/** Thin bright or dark structures of the mean picture: how far they stand out from what they lie on. */
const thinness = (mean: Float32Array, widthPx: number, heightPx: number, radius: number): Float32Array => {
  const low = dilate(erode(mean, widthPx, heightPx, radius), widthPx, heightPx, radius);
  const high = erode(dilate(mean, widthPx, heightPx, radius), widthPx, heightPx, radius);
  return mean.map((value, i) => Math.max(value - low[i]!, high[i]! - value));
};

const padded = (line: BoxPx, widthPx: number, heightPx: number) => {
  const pad = PAD * Math.min(line.heightPx, line.widthPx);
  return {
    left: Math.max(0, Math.floor(line.xPx - pad)),
    top: Math.max(0, Math.floor(line.yPx - pad)),
    right: Math.min(widthPx, Math.ceil(line.xPx + line.widthPx + pad)),
    bottom: Math.min(heightPx, Math.ceil(line.yPx + line.heightPx + pad)),
  };
};

/** Keeps what is large enough or touches the line itself. */
const dropSpecks = (mask: Uint8Array, widthPx: number, heightPx: number, minPixels: number): void => {
  for (const { pixels } of connectedComponents(mask, widthPx, heightPx)) {
    if (pixels.length < minPixels) for (const pixel of pixels) mask[pixel] = 0;
  }
};

const grow = (mask: Uint8Array, widthPx: number, heightPx: number, radius: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(dilate(Float32Array.from(mask), widthPx, heightPx, radius));

/** Gaps inside letters that are narrower than a stroke. */
const close = (
  mask: Uint8Array,
  widthPx: number,
  heightPx: number,
  radius: number,
): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    erode(dilate(Float32Array.from(mask), widthPx, heightPx, radius), widthPx, heightPx, radius),
  );

/**
 * The pixels that overlaid text covers, outline, shadow and box included: those that change when it comes and goes more
 * than the picture does by itself, and steady thin structures within its lines. 1 = covered; the size of the crops.
 */
export const findStrokeMask = (views: CueViews): Uint8Array<ArrayBuffer> => {
  const { widthPx, heightPx } = views.shown[0]!;
  const { mean, unrest } = meanOf(views.shown);
  const change = changeOf(views);
  const isStill = views.shown.length < 2;
  const all = new Uint8Array(mean.length);
  for (const line of views.lines) {
    const height = Math.min(line.heightPx, line.widthPx);
    const thin = thinness(mean, widthPx, heightPx, Math.max(2, Math.round(height * STROKE_RADIUS)));
    const { left, top, right, bottom } = padded(line, widthPx, heightPx);
    const strokes = new Uint8Array(mean.length);
    const isStroke = (i: number): boolean => {
      const rest = unrest[i]!;
      if (change !== null && change[i]! > Math.max(MIN_CHANGE, MOTION_FACTOR * rest + 8)) return true;
      const stands = thin[i]! > MIN_STEP && (isStill || rest < MAX_UNREST);
      return stands && (change === null || change[i]! > MIN_CHANGE / 2);
    };
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) strokes[y * widthPx + x] = isStroke(y * widthPx + x) ? 1 : 0;
    }
    dropSpecks(strokes, widthPx, heightPx, Math.max(3, MIN_SPECK * height ** 2));
    const closed = close(strokes, widthPx, heightPx, Math.max(1, Math.round(height * 0.05)));
    const reach = Math.max(MIN_REACH_PX, Math.round(height * (change ? REACH : BLIND_REACH)));
    const grown = grow(closed, widthPx, heightPx, reach);
    for (let i = 0; i < all.length; i++) all[i] = all[i]! | grown[i]!;
    const plate = findPlate({ widthPx, heightPx, data: mean }, line);
    if (plate) fillBox(all, widthPx, plate);
  }
  return all;
};

const fillBox = (
  mask: Uint8Array,
  widthPx: number,
  { xPx, yPx, widthPx: wide, heightPx: high }: BoxPx,
): void => {
  for (let y = yPx; y < yPx + high; y++) mask.fill(1, y * widthPx + xPx, y * widthPx + xPx + wide);
};
