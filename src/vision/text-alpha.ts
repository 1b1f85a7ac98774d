import type { BoxPx } from '../core/geometry';
import { commonLevel } from './common-level';
import type { PlanarCrop } from './planar-crop';
import { pullPush } from './pull-push';
import { smoothFill, smoothFillPlane } from './smooth-fill';

/** How much text lets through: outline, shadow and box have one ink, what they leave of the picture is `1 - alpha`. */
export interface TextAlpha {
  /** Per luma pixel, 0 nothing .. 1 opaque; 1 also where it can not be told. */
  readonly alpha: Float32Array<ArrayBuffer>;
  /** Code values of what is mixed in. */
  readonly ink: { readonly y: number; readonly u: number; readonly v: number };
  /** The alpha that most of what is neither clear nor opaque shares, as a box does. */
  readonly level: number | null;
}

/** Frames that are compared with a guess of what lies behind: more say little more. */
const SAMPLES = 16;
/** Fewer do not tell text from picture. */
const MIN_SAMPLES = 6;
/** Inks that are tried, code values of the studio range. */
const DARKEST = 16;
const LIGHTEST = 236;
const INK_STEP = 20;
/** Nearly all shadows, outlines and boxes are black or white: others must explain more by this factor. */
const USUAL_INK_FACTOR = 1.1;
/** Variance of the picture over the text's life (squared code values) from which it shows what comes through. */
const MIN_VARIANCE = 25;
/** Coding alone makes opaque text vary by so much. */
const CODING_VARIANCE = 6;
/** Of the change that should come through, this share must: followed by the guess, or in size. */
const FOLLOWED_SHARE = 0.4;

/** Moments over the samples at the masked places: `b` behind, `s` shown. */
interface Moments {
  readonly b: Float32Array;
  readonly s: Float32Array;
  readonly bb: Float32Array;
  readonly ss: Float32Array;
  readonly sb: Float32Array;
}

/** A frame with its text, and a guess of the luma behind it. */
interface Sample {
  readonly shown: PlanarCrop;
  readonly behind: Uint8Array;
}

const sumMoments = (samples: readonly Sample[], places: Int32Array): Moments => {
  const [b, s, bb, ss, sb] = Array.from({ length: 5 }, () => new Float32Array(places.length)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const part = 1 / samples.length;
  for (const { shown, behind } of samples)
    for (let k = 0; k < places.length; k++) {
      const p = shown.y[places[k]!]!;
      const q = behind[places[k]!]!;
      b[k]! += part * q;
      s[k]! += part * p;
      bb[k]! += part * q * q;
      ss[k]! += part * p * p;
      sb[k]! += part * p * q;
    }
  return { b, s, bb, ss, sb };
};

const variance = (mean: number, square: number): number => Math.max(0, square - mean * mean);

/** Alpha that explains a pixel best with this ink, in the least squares. */
const fitAlpha = ({ b, s, bb, sb }: Moments, k: number, ink: number): number => {
  const reach = bb[k]! - 2 * ink * b[k]! + ink * ink + 1e-3;
  const change = bb[k]! - sb[k]! - ink * b[k]! + ink * s[k]!;
  return Math.min(1, Math.max(0, change / reach));
};

/** Mean square that alpha and ink leave unexplained. */
const leftOver = (moments: Moments, k: number, ink: number): number => {
  const { b, s, bb, ss, sb } = moments;
  const a = fitAlpha(moments, k, ink);
  const reach = bb[k]! - 2 * ink * b[k]! + ink * ink;
  const change = bb[k]! - sb[k]! - ink * b[k]! + ink * s[k]!;
  return bb[k]! - 2 * sb[k]! + ss[k]! - 2 * a * change + a * a * reach;
};

/** The ink that explains most; opaque pixels, which keep their colour, have no say. */
const chooseInk = (moments: Moments): number => {
  let [best, least] = [DARKEST, Number.POSITIVE_INFINITY];
  for (let ink = DARKEST; ink <= LIGHTEST; ink += INK_STEP) {
    let left = 0;
    for (let k = 0; k < moments.b.length; k++) {
      const opaque = variance(moments.s[k]!, moments.ss[k]!) + CODING_VARIANCE;
      left += Math.min(leftOver(moments, k, ink), opaque);
    }
    if (ink === DARKEST || ink === LIGHTEST) left /= USUAL_INK_FACTOR;
    if (left < least) [best, least] = [ink, left];
  }
  return best;
};

/** Variance of the picture round the text over the samples, spread over what the text covers. */
const spreadVariance = (frames: readonly PlanarCrop[], mask: Uint8Array): Float32Array => {
  const { widthPx, heightPx } = frames[0]!;
  const values = new Float32Array(mask.length);
  const weights = new Float32Array(mask.length);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i]) continue;
    let [sum, squares] = [0, 0];
    for (const { y } of frames) {
      sum += y[i]!;
      squares += y[i]! ** 2;
    }
    values[i] = variance(sum / frames.length, squares / frames.length);
    weights[i] = 1;
  }
  return pullPush({ widthPx, heightPx, channels: 1, values, weights });
};

/** Alpha of each masked place; 1 where the picture does not come through. */
const fitPlaces = (moments: Moments, ink: number, round: Float32Array): Float32Array =>
  Float32Array.from(round, (around, k) => {
    const { b, s, bb, ss, sb } = moments;
    const a = fitAlpha(moments, k, ink);
    const behind = variance(b[k]!, bb[k]!);
    const shown = variance(s[k]!, ss[k]!);
    const through = FOLLOWED_SHARE * (1 - a);
    const follows = behind > MIN_VARIANCE && sb[k]! - s[k]! * b[k]! > through * behind;
    const moves = around > MIN_VARIANCE && shown > Math.max(CODING_VARIANCE, through ** 2 * around);
    return follows || moves ? a : 1;
  });

/** A box lets the same through everywhere. */
const LEVEL = { least: 0.1, most: 0.9, width: 0.04, reach: 0.12, share: 0.5 } as const;

/** Pixels that are neither nearly clear nor nearly opaque say what colour the ink has. */
const SPEAKING = [0.15, 0.85] as const;

/** Frames that tell the ink's colours: all its pixels do so together. */
const COLOR_SAMPLES = 4;

/** Colours of the ink by least squares over some of the frames. */
const inkColors = (
  frames: readonly PlanarCrop[],
  mask: Uint8Array,
  alpha: Float32Array,
): readonly [number, number] => {
  const samples = frames
    .filter((_, k) => k % (SAMPLES / COLOR_SAMPLES) === 0)
    .map((shown) => ({ shown, behind: smoothFill(shown, mask) }));
  const { widthPx, chromaStep } = frames[0]!;
  const wide = widthPx / chromaStep;
  let [u, v, weight] = [0, 0, 0];
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i]!;
    if (a < SPEAKING[0] || a > SPEAKING[1]) continue;
    const x = i % widthPx;
    const j = Math.floor((i - x) / widthPx / chromaStep) * wide + Math.floor(x / chromaStep);
    for (const { shown, behind } of samples) {
      u += a * (shown.u[j]! - (1 - a) * behind.u[j]!);
      v += a * (shown.v[j]! - (1 - a) * behind.v[j]!);
      weight += a * a;
    }
  }
  return weight > 1 ? [u / weight, v / weight] : [128, 128];
};

const pickSamples = (frames: readonly PlanarCrop[]): readonly PlanarCrop[] => {
  const count = Math.min(SAMPLES, frames.length);
  return Array.from(
    { length: count },
    (_, k) => frames[Math.round((k * (frames.length - 1)) / (count - 1))]!,
  );
};

/** Picture round the text that is looked at, pixels: enough for what lies next to it. */
const MARGIN_PX = 12;
const even = (value: number): number => value - (value % 2);

/** The part round what is masked, even sides and place; `null` where nothing is. */
const windowOf = (mask: Uint8Array, { widthPx, heightPx }: PlanarCrop): BoxPx | null => {
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1];
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue;
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (right < 0) return null;
  const xPx = even(Math.max(0, left - MARGIN_PX));
  const yPx = even(Math.max(0, top - MARGIN_PX));
  return {
    xPx,
    yPx,
    widthPx: even(Math.min(widthPx, right + MARGIN_PX + 2) - xPx),
    heightPx: even(Math.min(heightPx, bottom + MARGIN_PX + 2) - yPx),
  };
};

/** A part of a plane; `step` pixels of the box are one of the plane. */
const cutPlane = (
  plane: Uint8Array,
  wide: number,
  { xPx, yPx, widthPx, heightPx }: BoxPx,
  step: number,
): Uint8Array<ArrayBuffer> => {
  const [left, width] = [xPx / step, widthPx / step];
  const part = new Uint8Array((width * heightPx) / step);
  for (let row = 0; row < heightPx / step; row++) {
    const from = (yPx / step + row) * wide + left;
    part.set(plane.subarray(from, from + width), row * width);
  }
  return part;
};

const cutCrop = ({ y, u, v, widthPx, chromaStep }: PlanarCrop, box: BoxPx): PlanarCrop => ({
  widthPx: box.widthPx,
  heightPx: box.heightPx,
  y: cutPlane(y, widthPx, box, 1),
  u: cutPlane(u, widthPx / chromaStep, box, chromaStep),
  v: cutPlane(v, widthPx / chromaStep, box, chromaStep),
  chromaStep,
});

/**
 * Shadows, soft edges and pale boxes let the picture through: by how much, from frames that show the same text over a
 * picture that changes, each compared with a smooth guess of what lies behind. `mask[i] > 0` where text may be; `null`
 * when there are too few frames to tell.
 */
export const estimateTextAlpha = (frames: readonly PlanarCrop[], mask: Uint8Array): TextAlpha | null => {
  const box = frames.length < MIN_SAMPLES ? null : windowOf(mask, frames[0]!);
  if (!box) return null;
  const wide = frames[0]!.widthPx;
  const cut = pickSamples(frames).map((frame) => cutCrop(frame, box));
  const found = estimateInWindow(cut, cutPlane(mask, wide, box, 1));
  const alpha = new Float32Array(mask.length);
  for (let row = 0; row < box.heightPx; row++) {
    const from = row * box.widthPx;
    alpha.set(found.alpha.subarray(from, from + box.widthPx), (box.yPx + row) * wide + box.xPx);
  }
  return { ...found, alpha };
};

const estimateInWindow = (picked: readonly PlanarCrop[], mask: Uint8Array): TextAlpha => {
  const { widthPx } = picked[0]!;
  const isHole = (x: number, y: number) => mask[y * widthPx + x]! > 0;
  const samples = picked.map((shown) => ({ shown, behind: smoothFillPlane(shown.y, shown, isHole) }));
  const places = Int32Array.from([...mask.keys()].filter((i) => mask[i]));
  const moments = sumMoments(samples, places);
  const ink = chooseInk(moments);
  const around = spreadVariance(picked, mask);
  const found = fitPlaces(
    moments,
    ink,
    Float32Array.from(places, (i) => around[i]!),
  );
  const level = commonLevel(found, LEVEL);
  const alpha = new Float32Array(mask.length);
  places.forEach((i, k) => {
    const own = found[k]!;
    alpha[i] = level !== null && Math.abs(own - level) < LEVEL.reach ? level : own;
  });
  const [u, v] = inkColors(picked, mask, alpha);
  return { alpha, ink: { y: ink, u, v }, level };
};
