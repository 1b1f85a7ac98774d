/** How the clip is looked through the first time. */
export type ScanPlan =
  /** Every frame passes by (exact shots); candidates are measured every `stepSeconds`. */
  | { readonly kind: 'stream'; readonly stepSeconds: number }
  /** Only the frames at these times are decoded. */
  | { readonly kind: 'sparse'; readonly timesSeconds: readonly number[] };

export interface ScanInput {
  readonly durationSeconds: number;
  readonly frameRate: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Ascending. */
  readonly keyframeTimes: readonly number[];
}

/** Pixels that may be decoded to look through a short clip whole: about 900 frames of 1080p, some ten seconds. */
const STREAM_PIXELS = 900 * 1920 * 1080;
/** However small the picture, more frames than this take too long to measure. */
const STREAM_FRAMES = 2400;
const MAX_CANDIDATES = 120;
/** Short clips are sampled this many times, but not finer than a candidate can differ. */
const MIN_CANDIDATES = 40;
const MIN_STEP_SECONDS = 0.2;
/** A keyframe every this many seconds is enough; where they are rarer, frames between them are decoded. */
const ENOUGH_KEYFRAMES = 40;

const evenly = (items: readonly number[], count: number): readonly number[] =>
  items.length <= count
    ? items
    : Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]!);

/** Keyframes cost one decoded frame each. Where there are few, exact times fill the widest gaps. */
const sparseTimes = ({ durationSeconds, keyframeTimes }: ScanInput): readonly number[] => {
  const keys = evenly(keyframeTimes, MAX_CANDIDATES);
  if (keys.length >= ENOUGH_KEYFRAMES) return keys;
  const extra = Array.from(
    { length: ENOUGH_KEYFRAMES },
    (_, i) => ((i + 0.5) * durationSeconds) / ENOUGH_KEYFRAMES,
  );
  const apart = durationSeconds / ENOUGH_KEYFRAMES / 2;
  const filling = extra.filter((time) => keys.every((key) => Math.abs(key - time) > apart));
  return [...keys, ...filling].sort((a, b) => a - b);
};

/** Whole for short clips, keyframes only for long ones: the number of decoded frames is bounded either way. */
export const planScan = (input: ScanInput): ScanPlan => {
  const frames = Math.ceil(input.durationSeconds * input.frameRate);
  const affordable = Math.min(STREAM_FRAMES, STREAM_PIXELS / (input.widthPx * input.heightPx));
  if (frames > affordable) return { kind: 'sparse', timesSeconds: sparseTimes(input) };
  const fine = Math.min(MIN_STEP_SECONDS, input.durationSeconds / MIN_CANDIDATES);
  return { kind: 'stream', stepSeconds: Math.max(fine, input.durationSeconds / MAX_CANDIDATES) };
};
