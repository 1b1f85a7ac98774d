import type { DecodedFrame, MediaSource } from '../../media/media-source';
import { MediaError } from '../../core/errors';
import { clamp } from '../../core/geometry';
import type { PlacedSegment, Timeline } from './plan-timeline';

/** A frame of the summary; close it. */
export interface SummaryFrame extends Disposable {
  readonly videoFrame: VideoFrame;
  readonly timeSeconds: number;
  readonly durationSeconds: number;
}

/** A single frame has no rate. */
const DEFAULT_FRAME_RATE = 25;
/** Clocks of containers are off by up to a millisecond; a frame belongs to a segment when most of it does. */
const TOLERANCE_SHARE = 0.4;

interface SegmentFrame extends Disposable {
  readonly frame: DecodedFrame;
  readonly outSeconds: number;
}

/** Frames of one segment on the summary's clock. */
async function* framesOf(
  source: MediaSource,
  segment: PlacedSegment,
  toleranceSeconds: number,
): AsyncGenerator<SegmentFrame, void> {
  const startSeconds = Math.max(0, segment.startSeconds - toleranceSeconds);
  const endSeconds = segment.endSeconds - toleranceSeconds;
  for await (const frame of source.frames({ startSeconds, endSeconds })) {
    const outSeconds = Math.max(
      segment.outSeconds,
      frame.timeSeconds - segment.startSeconds + segment.outSeconds,
    );
    yield { frame, outSeconds, [Symbol.dispose]: () => frame[Symbol.dispose]() };
  }
}

const createMixer = (source: MediaSource) => {
  let context: OffscreenCanvasRenderingContext2D | null = null;
  const open = (): OffscreenCanvasRenderingContext2D => {
    const { widthPx, heightPx } = source.video!;
    const opened = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { alpha: false });
    if (!opened) throw new MediaError('out-of-memory', 'No canvas of the frame size');
    return opened;
  };
  /** `share` of the second picture over the first. */
  return (below: VideoFrame, above: VideoFrame, share: number): VideoFrame => {
    context ??= open();
    const { canvas } = context;
    context.globalAlpha = 1;
    context.drawImage(below, 0, 0, canvas.width, canvas.height);
    context.globalAlpha = share;
    context.drawImage(above, 0, 0, canvas.width, canvas.height);
    return new VideoFrame(canvas, { timestamp: below.timestamp });
  };
};

/** One segment's frames, which can also be followed by the clock while another segment leads. */
const createFeed = (stream: AsyncGenerator<SegmentFrame, void>) => {
  let ahead: SegmentFrame | null = null;
  let current: SegmentFrame | null = null;
  const peek = async (): Promise<SegmentFrame | null> => {
    if (ahead) return ahead;
    const next = await stream.next();
    ahead = next.done ? null : next.value;
    return ahead;
  };
  /** The next frame; the one before is closed. */
  const next = async (): Promise<SegmentFrame | null> => {
    const frame = await peek();
    current?.[Symbol.dispose]();
    [current, ahead] = [frame, null];
    return current;
  };
  return {
    next,
    /** The frame that is on at this time; `null` when there is none. */
    async at(seconds: number): Promise<SegmentFrame | null> {
      while (((await peek())?.outSeconds ?? Infinity) <= seconds || !current) {
        if (!(await peek())) return current;
        await next();
      }
      return current;
    },
    async close(): Promise<void> {
      ahead?.[Symbol.dispose]();
      current?.[Symbol.dispose]();
      [ahead, current] = [null, null];
      await stream.return();
    },
  };
};

type Feed = ReturnType<typeof createFeed>;
interface Shown {
  readonly videoFrame: VideoFrame;
  readonly outSeconds: number;
}

interface Handover {
  readonly to: Feed;
  readonly fromSeconds: number;
  readonly overlapSeconds: number;
  readonly toleranceSeconds: number;
  readonly mix: ReturnType<typeof createMixer>;
}

/** A picture of the outgoing segment, mixed with the one that comes in; close it. */
const mixedAt = async (own: SegmentFrame, handover: Handover | null): Promise<VideoFrame> => {
  const { videoFrame } = own.frame;
  if (!handover) return videoFrame.clone();
  const { to, fromSeconds, overlapSeconds, toleranceSeconds, mix } = handover;
  const seconds = own.outSeconds + toleranceSeconds;
  const coming = overlapSeconds > 0 && seconds >= fromSeconds ? await to.at(seconds) : null;
  if (!coming) return videoFrame.clone();
  return mix(videoFrame, coming.frame.videoFrame, clamp((seconds - fromSeconds) / overlapSeconds, 0, 1));
};

async function* segmentFrames(feed: Feed, handover: Handover | null): AsyncGenerator<Shown, void> {
  for (let own = await feed.next(); own; own = await feed.next()) {
    yield { videoFrame: await mixedAt(own, handover), outSeconds: own.outSeconds };
  }
}

/** Frames of the summary without their durations; close each. */
async function* mixedFrames(source: MediaSource, { segments, overlapSeconds }: Timeline) {
  const toleranceSeconds = TOLERANCE_SHARE / (source.video?.frameRate || DEFAULT_FRAME_RATE);
  const mix = createMixer(source);
  const feeds = segments.map((segment) => createFeed(framesOf(source, segment, toleranceSeconds)));
  try {
    for (const [i, feed] of feeds.entries()) {
      const to = feeds[i + 1];
      const fromSeconds = segments[i + 1]?.outSeconds ?? 0;
      yield* segmentFrames(feed, to ? { to, fromSeconds, overlapSeconds, toleranceSeconds, mix } : null);
      await feed.close();
    }
  } finally {
    for (const feed of feeds) await feed.close();
  }
}

/** All frames of the summary at native size; each lasts until the next, the last until the end. */
export async function* renderVideo(
  source: MediaSource,
  timeline: Timeline,
): AsyncGenerator<SummaryFrame, void> {
  let held: Shown | null = null;
  const release = ({ videoFrame, outSeconds }: Shown, endSeconds: number): SummaryFrame => ({
    videoFrame,
    timeSeconds: outSeconds,
    durationSeconds: Math.max(1e-3, endSeconds - outSeconds),
    [Symbol.dispose]: () => videoFrame.close(),
  });
  try {
    for await (const shown of mixedFrames(source, timeline)) {
      const before: Shown | null = held;
      held = shown;
      if (before) yield release(before, shown.outSeconds);
    }
    const last = held;
    held = null;
    if (last) yield release(last, timeline.durationSeconds);
  } finally {
    held?.videoFrame.close();
  }
}
