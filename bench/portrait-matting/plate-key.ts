import type { RgbaImage } from '../../src/core/image';
import { boxBlur } from '../../src/vision/box-blur';
import { erode } from '../../src/vision/erode';

/**
 * Truth for the bench, independent of the product's own keyer: the screen's colour B is known at every pixel from the
 * other frames, the subject's colour F from the nearest pixels that are surely subject, and alpha is the share of F in
 * the pixel in the least-squares sense over all three channels. Brightness counts, not hue alone, so strands come out as
 * thin as they were filmed (hue is stored at half size) and hair lit green by the screen is not taken for haze.
 */

type Values = Float32Array<ArrayBuffer>;
type Channels = readonly [Values, Values, Values];

/** Green excess, as a share of the screen's, above which a pixel is screen and below which it is subject. */
const SCREEN_EXCESS = 0.8;
const SUBJECT_EXCESS = 0.08;
/** Least difference from the screen (code values) of a pixel that is surely subject. */
const SUBJECT_DIFFERENCE = 20;
/** Screen is believed this far from anything else: motion blur and the codec smear edges. */
const SCREEN_MARGIN_PX = 6;
/** What film noise and the codec leave of alpha on the bare screen, taken off at both ends. */
const NOISE = 0.04;
/** Windows in which the nearest colours are looked for, small ones first, and the share of them that must be sure. */
const WINDOWS_PX = [3, 6, 13, 31];
const MIN_SURE = 0.03;
/** Single pixels in doubt inside the subject are the codec's. */
const SOLID = { radiusPx: 2, from: 0.85, to: 0.95 } as const;

const split = ({ data }: RgbaImage): Channels => {
  const count = data.length / 4;
  const channels = [new Float32Array(count), new Float32Array(count), new Float32Array(count)] as const;
  for (let i = 0; i < count; i++) for (let c = 0; c < 3; c++) channels[c]![i] = data[i * 4 + c]!;
  return channels;
};

const excessOf = ([r, g, b]: Channels): Values => g.map((value, i) => value - Math.max(r[i]!, b[i]!));

/** Mean colours of the pixels weighted, in growing windows: the nearest that are enough. */
const nearestColours = (
  colours: Channels,
  weights: Values,
  { widthPx, heightPx }: RgbaImage,
  windowsPx: readonly number[],
): Channels => {
  const out = [0, 1, 2].map(() => new Float32Array(weights.length)) as unknown as Channels;
  const unsettled = new Uint8Array(weights.length).fill(1);
  for (const radius of windowsPx) {
    const blur = (values: Values) =>
      boxBlur(boxBlur(values, widthPx, heightPx, radius), widthPx, heightPx, radius);
    const total = blur(weights);
    const sums = colours.map((channel) => blur(channel.map((value, i) => value * weights[i]!)));
    for (let i = 0; i < unsettled.length; i++) {
      if (unsettled[i] === 0 || total[i]! < MIN_SURE) continue;
      unsettled[i] = 0;
      for (let c = 0; c < 3; c++) out[c]![i] = sums[c]![i]! / total[i]!;
    }
  }
  return out;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** The screen alone: the mean over the frames that show it, and its surroundings where none does. */
const buildPlate = (frames: readonly RgbaImage[]): Channels => {
  const first = frames[0]!;
  const { widthPx, heightPx } = first;
  const count = widthPx * heightPx;
  const excess = excessOf(split(first));
  const screen = median([...excess].filter((_, i) => i % 37 === 0 && excess[i]! > 20));
  const sums = [0, 1, 2].map(() => new Float32Array(count)) as unknown as Channels;
  const seen = new Float32Array(count);
  for (const frame of frames) {
    const colours = split(frame);
    const isScreen = excessOf(colours).map((value) => (value > SCREEN_EXCESS * screen ? 1 : 0));
    const sure = erode(isScreen, widthPx, heightPx, SCREEN_MARGIN_PX);
    for (let i = 0; i < count; i++) {
      if (sure[i]! < 1) continue;
      seen[i]!++;
      for (let c = 0; c < 3; c++) sums[c]![i]! += colours[c]![i]!;
    }
  }
  const mean = sums.map((sum) => sum.map((value, i) => value / Math.max(1, seen[i]!))) as unknown as Channels;
  const known = seen.map((times) => (times >= frames.length / 4 ? 1 : 0));
  const near = nearestColours(mean, known, first, [...WINDOWS_PX, 100, 300]);
  return mean.map((channel, c) =>
    channel.map((value, i) => (known[i]! > 0 ? value : near[c]![i]!)),
  ) as unknown as Channels;
};

/** Share of `front` in each pixel; at least what keeps the subject's colour from being darker than black. */
const solveAlpha = (colours: Channels, front: Channels, plate: Channels): Values =>
  colours[0].map((_, i) => {
    let along = 0;
    let length = 1;
    let lowest = 1;
    for (let c = 0; c < 3; c++) {
      const span = front[c]![i]! - plate[c]![i]!;
      along += (colours[c]![i]! - plate[c]![i]!) * span;
      length += span * span;
      lowest = Math.min(lowest, colours[c]![i]! / Math.max(1, plate[c]![i]!));
    }
    return Math.min(1, Math.max(0, along / length, 1 - lowest));
  });

/** The purer a pixel, the more its own colour is believed; thin ones take that of the subject near them. */
const PURE = { from: 0.2, to: 0.9 } as const;

/** Straight colour of an edge pixel: the screen's share taken out, and no greener than the mean of red and blue. */
const straight = (
  colours: readonly number[],
  plate: readonly number[],
  front: readonly number[],
  alpha: number,
) => {
  const pure = colours.map((value, c) => (value - (1 - alpha) * plate[c]!) / Math.max(alpha, 0.01));
  pure[1] = Math.min(pure[1]!, (pure[0]! + pure[2]!) / 2);
  const trust = Math.min(1, Math.max(0, (alpha - PURE.from) / (PURE.to - PURE.from)));
  return pure.map((value, c) => front[c]! + trust * (Math.min(255, Math.max(0, value)) - front[c]!));
};

const keyFrame = (frame: RgbaImage, plate: Channels): RgbaImage => {
  const { widthPx, heightPx } = frame;
  const colours = split(frame);
  const excess = excessOf(colours);
  const screen = excessOf(plate);
  const isSubject = excess.map((value, i) => {
    const differs = colours.some((channel, c) => Math.abs(channel[i]! - plate[c]![i]!) > SUBJECT_DIFFERENCE);
    return differs && value < SUBJECT_EXCESS * screen[i]! ? 1 : 0;
  });
  const sure = erode(isSubject, widthPx, heightPx, 1);
  const front = nearestColours(colours, sure, frame, WINDOWS_PX);
  const alpha = solveAlpha(colours, front, plate).map((value, i) =>
    // Far from any subject there is no colour to look for.
    sure[i]! > 0 ? 1 : front[0][i]! + front[1][i]! + front[2][i]! > 0 ? value : 0,
  );
  const around = boxBlur(alpha, widthPx, heightPx, SOLID.radiusPx);
  const data = new Uint8ClampedArray(frame.data.length);
  for (let i = 0; i < alpha.length; i++) {
    const solid = Math.min(1, Math.max(0, (around[i]! - SOLID.from) / (SOLID.to - SOLID.from)));
    const clean = Math.min(1, Math.max(0, (alpha[i]! - NOISE) / (1 - 2 * NOISE)));
    const value = clean + (1 - clean) * solid;
    const at = (channels: Channels) => channels.map((channel) => channel[i]!);
    data.set(sure[i]! > 0 ? at(colours) : straight(at(colours), at(plate), at(front), value), i * 4);
    data[i * 4 + 3] = value * 255;
  }
  return { widthPx, heightPx, data };
};

/** Keys frames of one take before an even green screen; `frames` show it from a camera that stands still. */
export const createPlateKey = (frames: readonly RgbaImage[]): ((frame: RgbaImage) => RgbaImage) => {
  const plate = buildPlate(frames);
  return (frame) => keyFrame(frame, plate);
};
