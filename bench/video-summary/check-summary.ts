import { decodeFrames, decodePcm, frameTimes, probe } from '../native-ffmpeg';
import type { SummaryCase } from './cases';

/** A stretch of the source, seconds. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface SegmentChecks {
  readonly segments: number;
  /** Listed shots of which something is shown. */
  readonly shots: number;
  /** Starts and ends within two frames of a listed cut. */
  readonly nearCuts: number;
  /** Listed cuts inside a segment: a jump that was not meant. */
  readonly innerCuts: number;
  /** Starts just after, or starts and ends just before, somebody begins to speak. */
  readonly onWords: number;
}

const NEAR_FRAMES = 2;
/** A start this soon after the beginning of a word has lost it. */
const LOST_SECONDS = 0.25;
const TIGHT_SECONDS = 0.05;

/** A cut lies between the frame before its time and its own frame: two frames on either side are too near. */
const isNearCut = (seconds: number, { cuts, frameRate }: SummaryCase): boolean =>
  cuts.some((cut) => Math.abs(Math.round((seconds - cut) * frameRate)) <= NEAR_FRAMES);

const cutsBefore = (seconds: number, { cuts }: SummaryCase): number =>
  cuts.filter((cut) => cut <= seconds + 1e-3).length;

const isOnWord = (seconds: number, { onsets }: SummaryCase): boolean =>
  onsets.some((onset) => seconds > onset - TIGHT_SECONDS && seconds < onset + LOST_SECONDS);

export const checkSegments = (stretches: readonly Stretch[], one: SummaryCase): SegmentChecks => {
  const ends = stretches.flatMap(({ start, end }) => [start, end]);
  // The ends of the clip itself are no cuts.
  const inner = ends.filter((time) => time > 0.01 && time < one.durationSeconds - 0.01);
  return {
    segments: stretches.length,
    shots: new Set(stretches.map(({ start, end }) => cutsBefore((start + end) / 2, one))).size,
    nearCuts: inner.filter((time) => isNearCut(time, one)).length,
    innerCuts: stretches.reduce(
      (sum, { start, end }) => sum + cutsBefore(end - 1e-2, one) - cutsBefore(start, one),
      0,
    ),
    onWords: stretches.filter(({ start, end }) => isOnWord(start, one) || isOnWord(end, one)).length,
  };
};

const SIZE = { widthPx: 64, heightPx: 36 } as const;
const BLACK_P95 = 40;
const WHITE_P5 = 225;
const FADED_SHARE = 0.5;

/** Luma of one small frame: is it black or white, and its contrast. */
const toneOf = (frame: Buffer) => {
  const sorted = Uint8Array.from(frame).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const contrast = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  return { isVoid: at(0.95) < BLACK_P95 || at(0.05) > WHITE_P5, contrast };
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

export interface FileChecks {
  /** Length of the picture, by its frames; of the sound, by its samples (0 without). */
  readonly seconds: number;
  readonly soundSeconds: number;
  readonly frames: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Black, white or on the way there. */
  readonly badFrames: number;
  /** Joins at which the sound bends more than anywhere near. */
  readonly clicks: number;
}

/** Where each segment begins in the summary; `overlap` seconds are shared with the one before. */
const joinsOf = (stretches: readonly Stretch[], overlap: number): readonly number[] => {
  let at = 0;
  return stretches.map(({ start, end }) => {
    const join = at;
    at += end - start - overlap;
    return join;
  });
};

const countBadFrames = async (ffmpeg: string, path: string, joins: readonly number[]) => {
  const times = await frameTimes(ffmpeg, path);
  const tones: { readonly segment: number; readonly isVoid: boolean; readonly contrast: number }[] = [];
  for await (const frame of decodeFrames(ffmpeg, path, { ...SIZE, pixelFormat: 'gray' })) {
    const seconds = times[tones.length] ?? 0;
    tones.push({ segment: joins.filter((join) => join <= seconds + 1e-3).length, ...toneOf(frame) });
  }
  const isFaded = ({ segment, contrast }: (typeof tones)[number]): boolean =>
    contrast <
    FADED_SHARE * median(tones.filter((tone) => tone.segment === segment).map((tone) => tone.contrast));
  const step = (times.at(-1)! - times[0]!) / Math.max(1, times.length - 1);
  return {
    frames: tones.length,
    badFrames: tones.filter((tone) => tone.isVoid || isFaded(tone)).length,
    seconds: times.at(-1)! + step,
  };
};

const RATE_HZ = 48_000;
const JOIN_SECONDS = 0.045;
const AROUND_SECONDS = 0.6;
/** A click bends the wave more than this, and more than this many times what it does nearby. */
const CLICK_BEND = 0.02;
const CLICK_RATIO = 2;

const countClicks = (samples: Float32Array, joins: readonly number[]): number => {
  const bend = (n: number): number =>
    Math.abs((samples[n] ?? 0) - 2 * (samples[n - 1] ?? 0) + (samples[n - 2] ?? 0));
  const top = (from: number, to: number): number => {
    let most = 0;
    for (let n = Math.max(2, Math.round(from * RATE_HZ)); n < Math.round(to * RATE_HZ); n++)
      most = Math.max(most, bend(n));
    return most;
  };
  return joins.filter((join) => {
    const here = top(join - JOIN_SECONDS, join + JOIN_SECONDS);
    const near = Math.max(
      top(join - AROUND_SECONDS, join - JOIN_SECONDS),
      top(join + JOIN_SECONDS, join + AROUND_SECONDS),
    );
    return here > CLICK_BEND && here > CLICK_RATIO * near;
  }).length;
};

/** Opens the file that was made with native ffmpeg and looks at every frame and every join. */
export const checkFile = async (
  ffmpeg: string,
  path: string,
  stretches: readonly Stretch[],
  overlap: number,
): Promise<FileChecks> => {
  const { streams } = await probe(ffmpeg, path);
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  const hasSound = streams.some(({ codec_type }) => codec_type === 'audio');
  const joins = joinsOf(stretches, overlap);
  const [samples] = hasSound ? await decodePcm(ffmpeg, path, { sampleRateHz: RATE_HZ, channels: 1 }) : [];
  return {
    ...(await countBadFrames(ffmpeg, path, joins)),
    widthPx: video?.width ?? 0,
    heightPx: video?.height ?? 0,
    soundSeconds: samples ? samples.length / RATE_HZ : 0,
    clicks: samples ? countClicks(samples, joins.slice(1)) : 0,
  };
};
