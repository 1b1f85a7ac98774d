import {
  EncodedPacketSink,
  InputDisposedError,
  IsobmffInputFormat,
  type EncodedPacket,
  type VideoSample,
} from 'mediabunny';
import { planDisposable } from './disposable-frames';
import type { FrameStreamOptions } from './media-source';
import { readFrameTimes, type VideoReadContext } from './read-times';
import { restoreColor } from './restore-color';
import { openSampleSink } from './skipping-sample-sink';
import { createFrameThinner } from './thin-frames';

/** After this many damaged groups of pictures in a row the rest of the file is given up. */
const MAX_DAMAGED_GROUPS = 50;

const MICROSECONDS = 1e6;
const timeKey = (timeSeconds: number): number => Math.round(timeSeconds * MICROSECONDS);

/** Start of the group of pictures after this container time; null at the end. */
const nextKeyTime = async ({ track }: VideoReadContext, after: number): Promise<number | null> => {
  const sink = new EncodedPacketSink(track);
  const current = await sink.getKeyPacket(after, { metadataOnly: true });
  const next = current
    ? await sink.getNextKeyPacket(current, { metadataOnly: true })
    : await sink.getFirstKeyPacket({ metadataOnly: true });
  return next && next.timestamp > after ? next.timestamp : null;
};

interface Span {
  /** Container times. */
  readonly from: number;
  readonly to: number;
  readonly keeps: ((packet: EncodedPacket) => boolean) | null;
}

/** How far a decode that may start over has come. */
interface Progress {
  /** Container time of the last frame given out. */
  last: number;
  damagedGroups: number;
}

/** Passes frames on that lie ahead of what was given out before. */
async function* forward(
  samples: AsyncIterable<VideoSample>,
  progress: Progress,
): AsyncGenerator<VideoSample, void> {
  for await (const sample of samples) {
    if (sample.timestamp > progress.last) {
      progress.last = sample.timestamp;
      progress.damagedGroups = 0;
      yield sample;
    } else sample.close();
  }
}

/** Where to go on after a failure; null when the rest is to be given up. Throws when nothing at all has decoded. */
const planRestart = async (context: VideoReadContext, start: number, progress: Progress, error: unknown) => {
  context.signal.throwIfAborted();
  if (error instanceof InputDisposedError) throw error;
  progress.damagedGroups++;
  const mayGoOn = progress.damagedGroups < MAX_DAMAGED_GROUPS;
  const next = mayGoOn ? await nextKeyTime(context, Math.max(start, progress.last)) : null;
  if (next === null && progress.last === -Infinity) throw error;
  const goesOn = next === null ? 'the rest is lost' : `goes on at ${next.toFixed(2)} s`;
  context.log(`video damaged after ${Math.max(0, progress.last).toFixed(2)} s: ${goesOn}`);
  return next;
};

/** Frames in order; where decoding breaks it goes on at the next keyframe. Throws when nothing at all decodes. */
async function* decodeThroughDamage(
  context: VideoReadContext,
  { from, to, keeps }: Span,
): AsyncGenerator<VideoSample, void> {
  const progress: Progress = { last: -Infinity, damagedGroups: 0 };
  let start: number | null = from;
  while (start !== null) {
    try {
      yield* forward(openSampleSink(context.track, keeps).samples(start, to), progress);
      return;
    } catch (error) {
      start = await planRestart(context, start, progress, error);
    }
  }
}

export interface TimedSample {
  readonly sample: VideoSample;
  readonly timeSeconds: number;
}

/**
 * Which frames of a thinned stream are wanted, known before decoding; null where the index would have to be read from
 * the whole file first.
 */
const planThinning = async (context: VideoReadContext, options: FrameStreamOptions, startSeconds: number) => {
  const isIndexed = (await context.track.input.getFormat()) instanceof IsobmffInputFormat;
  const isDisposable = isIndexed ? await planDisposable(context.track) : null;
  if (!isDisposable) return null;
  const wants = createFrameThinner(options.maxFrameRate, context.info.frameRate, startSeconds);
  const times = (await readFrameTimes(context)).filter((time) => time >= startSeconds && wants(time));
  const wanted = new Set(times.map((time) => timeKey(time + context.offsetSeconds)));
  const keeps = (packet: EncodedPacket) =>
    wanted.has(timeKey(packet.timestamp)) || !isDisposable(packet.data);
  return { keeps, wants: (sample: VideoSample) => wanted.has(timeKey(sample.timestamp)) };
};

/** The frames of a range in order, thinned when asked; take over and close each sample. */
export async function* readSamples(
  context: VideoReadContext,
  options: FrameStreamOptions,
): AsyncGenerator<TimedSample, void> {
  const { info, offsetSeconds } = context;
  const startSeconds = Math.max(0, options.startSeconds ?? 0);
  const isThinned = options.maxFrameRate !== undefined && options.maxFrameRate < info.frameRate;
  const plan = isThinned ? await planThinning(context, options, startSeconds) : null;
  const thin = createFrameThinner(options.maxFrameRate, info.frameRate, startSeconds);
  const span = {
    from: startSeconds + offsetSeconds,
    to: (options.endSeconds ?? Infinity) + offsetSeconds,
    keeps: plan?.keeps ?? null,
  };
  for await (const sample of decodeThroughDamage(context, span)) {
    const timeSeconds = sample.timestamp - offsetSeconds;
    const isWanted = timeSeconds >= startSeconds && (plan ? plan.wants(sample) : thin(timeSeconds));
    if (isWanted) yield { sample: await restoreColor(sample, context.track), timeSeconds };
    else sample.close();
  }
}

/**
 * The frame on screen at each ascending container time. Frames that no other needs are passed over, a damaged group
 * of pictures costs only its own frames.
 */
export async function* readSamplesAt(
  context: VideoReadContext,
  times: readonly number[],
): AsyncGenerator<VideoSample, void> {
  const packets = new EncodedPacketSink(context.track);
  const isDisposable = await planDisposable(context.track);
  const targets = new Set<number>();
  async function* announce(from: number) {
    for (const time of times.slice(from)) {
      const packet = await packets.getPacket(time, { metadataOnly: true });
      if (packet) targets.add(timeKey(packet.timestamp));
      yield time;
    }
  }
  const keeps =
    isDisposable &&
    ((packet: EncodedPacket) => targets.has(timeKey(packet.timestamp)) || !isDisposable(packet.data));
  let done = 0;
  async function* count(samples: AsyncIterable<VideoSample | null>) {
    for await (const sample of samples) {
      done++;
      if (sample) yield await restoreColor(sample, context.track);
    }
  }
  while (done < times.length) {
    try {
      yield* count(openSampleSink(context.track, keeps).samplesAtTimestamps(announce(done)));
      return;
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof InputDisposedError) throw error;
      context.log(`no frame at ${(times[done] ?? 0).toFixed(2)} s: it does not decode`);
      done++;
    }
  }
}
