import { MediaError } from '../../core/errors';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { readPacketSizes } from '../../media/read-packet-sizes';
import { strokeMap, type StrokeMap } from '../../vision/stroke-map';
import { compareKeyframes } from './compare-keyframes';
import { groupsOf, hasUsefulGroups, planLooks, planQuiet, type CodedFrame, type Look } from './plan-looks';
import { emptyFrameBytes, planMoments, sizesTellChanges } from './plan-stillness';
import type { PageSample } from './sample-window';
import { createPageTracker, type PageTracker, type TrackedPages } from './track-pages';

/** Pictures that are compared: body text of a slide is still told apart at this width. */
export const SCAN_WIDTH_PX = 640;
/** Slides stand for seconds; a boundary between two samples is refined afterwards. */
const SAMPLES_PER_SECOND = 2;

/** 0..1 to a factor on the sizes that count as a change: 0.5 as tuned, a third at 1, thrice at 0. */
export const scaleOfSensitivity = (sensitivity: number): number => 9 ** (0.5 - sensitivity);

/** A video with fewer pixels than this in all is looked through whole: some ten seconds of decoding. */
const WHOLE_PIXELS = 1500 * 1920 * 1080;
/** Frames this near are the same one. */
const SAME_TIME_SECONDS = 1e-3;
/** Share of the work that comparing keyframes is. */
const KEYFRAME_SHARE = 0.2;

type Tools = Pick<RunContext<'scan'>, 'signal' | 'progress' | 'log'>;

const pixelsOf = ({ video, durationSeconds }: MediaSource): number =>
  video ? video.codedWidthPx * video.codedHeightPx * video.frameRate * durationSeconds : 0;

/** With so many frames that say nothing, comparing keyframes saves nothing more. */
const STILL_SHARE = 0.6;

const emptyShare = (frames: readonly CodedFrame[], emptyBytes: number): number =>
  frames.reduce((sum, { bytes }) => sum + (bytes <= emptyBytes ? 1 : 0), 0) / Math.max(1, frames.length);

interface Looks {
  readonly looks: readonly Look[];
  /** Coded frames up to this size repeat the one before; -1: none is known to. */
  readonly emptyBytes: number;
  /** Of each group of pictures; what is known to move in it. */
  readonly moving: readonly Uint8Array[];
  readonly frames: readonly CodedFrame[];
}

/** What to decode: everything at the sampling rate, or only groups of pictures in which something happens. */
const chooseLooks = async (source: MediaSource, isThorough: boolean, tools: Tools): Promise<Looks> => {
  const { signal, progress, log } = tools;
  const frames = await readPacketSizes(source, signal);
  const { codedWidthPx, codedHeightPx } = source.video ?? { codedWidthPx: 0, codedHeightPx: 0 };
  const isTelling = !isThorough && sizesTellChanges(source);
  const emptyBytes = isTelling ? emptyFrameBytes(frames, codedWidthPx * codedHeightPx) : -1;
  const whole: Looks = {
    looks: [{ kind: 'stretch', startSeconds: 0, endSeconds: Infinity }],
    emptyBytes,
    moving: [],
    frames,
  };
  if (isThorough || pixelsOf(source) < WHOLE_PIXELS || emptyShare(frames, emptyBytes) >= STILL_SHARE)
    return whole;
  const groups = groupsOf(frames, source.durationSeconds);
  if (!hasUsefulGroups(groups)) return whole;
  const onProgress = (fraction: number) => progress('scan', KEYFRAME_SHARE * fraction);
  const compared = await compareKeyframes(source, groups, { widthPx: SCAN_WIDTH_PX, signal, onProgress });
  if (!compared) return whole;
  const quiet = planQuiet(groups, compared.steps);
  log(`${quiet.filter(Boolean).length} of ${groups.length} groups of pictures are passed over`);
  return { looks: planLooks(groups, quiet), emptyBytes, moving: compared.moving, frames };
};

const SIZE = { maxWidthPx: SCAN_WIDTH_PX, maxHeightPx: SCAN_WIDTH_PX };

type KeyLook = Look & { readonly kind: 'key' };

/** A keyframe, and as often again as it would have been looked at. */
const repeated = (
  strokes: StrokeMap,
  { startSeconds, endSeconds }: KeyLook,
  moving: Uint8Array,
): PageSample[] => {
  const samples: PageSample[] = [{ timeSeconds: startSeconds, strokes }];
  const step = 1 / SAMPLES_PER_SECOND;
  for (let time = startSeconds + step; time < endSeconds - step / 2; time += step)
    samples.push({ timeSeconds: time, strokes, repeats: moving });
  return samples;
};

/** With more moments than this to be decoded a stretch is read through in one go. */
const MOST = 0.8;

/** A stretch at the sampling rate. What the coded frames tell to be as it was is not decoded. */
async function* lookAtStretch(
  source: MediaSource,
  { startSeconds, endSeconds }: Look,
  { frames, emptyBytes }: Looks,
): AsyncGenerator<PageSample> {
  const moments = planMoments(frames, { startSeconds, endSeconds }, { rate: SAMPLES_PER_SECOND, emptyBytes });
  const news = moments.filter(({ isStill }) => !isStill).map(({ timeSeconds }) => timeSeconds);
  if (moments.length === 0 || news.length > MOST * moments.length) {
    const options = { ...SIZE, startSeconds, endSeconds, maxFrameRate: SAMPLES_PER_SECOND };
    for await (const { image, timeSeconds } of source.images(options))
      yield { timeSeconds, strokes: strokeMap(image) };
    return;
  }
  let at = 0;
  let strokes: StrokeMap | null = null;
  const repeatUntil = function* (untilSeconds: number): Generator<PageSample> {
    for (; at < moments.length && moments[at]!.timeSeconds < untilSeconds - SAME_TIME_SECONDS; at++)
      if (strokes) yield { timeSeconds: moments[at]!.timeSeconds, strokes, repeats: null };
  };
  for await (const { image, timeSeconds } of source.imagesAt(news, SIZE)) {
    yield* repeatUntil(timeSeconds);
    strokes = strokeMap(image);
    yield { timeSeconds, strokes };
    at++;
  }
  yield* repeatUntil(Infinity);
}

/** The samples of the looks, in order. */
async function* lookThrough(source: MediaSource, chosen: Looks): AsyncGenerator<PageSample> {
  const { looks, moving } = chosen;
  for (let i = 0; i < looks.length; i++) {
    const look = looks[i]!;
    if (look.kind === 'stretch') {
      yield* lookAtStretch(source, look, chosen);
      continue;
    }
    const keys: KeyLook[] = [look];
    for (let next = looks[i + 1]; next?.kind === 'key'; next = looks[++i + 1]) keys.push(next);
    let at = 0;
    const times = keys.map((key) => key.startSeconds);
    for await (const { image } of source.imagesAt(times, SIZE)) {
      const key = keys[at++]!;
      yield* repeated(strokeMap(image), key, moving[key.group]!);
    }
  }
}

/** A frame that stays on the screen for long (screen recordings with a variable rate) counts as often as it is seen. */
async function* holdFrames(
  samples: AsyncIterable<PageSample>,
  endSeconds: number,
): AsyncGenerator<PageSample> {
  const step = 1 / SAMPLES_PER_SECOND;
  let last: PageSample | null = null;
  const held = function* (until: number): Generator<PageSample> {
    if (!last) return;
    const { timeSeconds, strokes } = last;
    for (let time = timeSeconds + step; time < until - step / 2; time += step)
      yield { timeSeconds: time, strokes, repeats: null };
  };
  for await (const sample of samples) {
    yield* held(sample.timeSeconds);
    yield sample;
    last = sample;
  }
  yield* held(endSeconds);
}

/** Keyframes before which nothing happened in their group: a slide that begins there begins exactly there. */
const exactStarts = (looks: readonly Look[]): ReadonlySet<number> =>
  new Set(looks.flatMap((look) => (look.kind === 'key' ? [look.endSeconds] : [])));

export interface ScanOptions {
  readonly scale: number;
  /** Looks through everything, however long it takes. */
  readonly isThorough: boolean;
}

export interface ScannedPages extends TrackedPages {
  readonly exactStarts: ReadonlySet<number>;
  /** All coded frames, for the exact places of changes. */
  readonly frames: readonly CodedFrame[];
}

/** Looks through the video at low rate and small size. Throws `decode-failed` when nothing decodes. */
export const scanPages = async (
  source: MediaSource,
  { scale, isThorough }: ScanOptions,
  tools: Tools,
): Promise<ScannedPages> => {
  const { signal, progress } = tools;
  let tracker: PageTracker | null = null;
  const chosen = await chooseLooks(source, isThorough, tools);
  for await (const sample of holdFrames(lookThrough(source, chosen), source.durationSeconds)) {
    signal.throwIfAborted();
    tracker ??= createPageTracker(sample.strokes, scale);
    tracker.push(sample);
    const fraction = sample.timeSeconds / Math.max(0.1, source.durationSeconds);
    progress('scan', KEYFRAME_SHARE + (1 - KEYFRAME_SHARE) * fraction);
  }
  if (!tracker) throw new MediaError('decode-failed', 'No frame of the video decodes');
  return { ...tracker.finish(), exactStarts: exactStarts(chosen.looks), frames: chosen.frames };
};
