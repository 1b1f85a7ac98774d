import { EncodedPacketSink, VideoSampleSink, type InputVideoTrack } from 'mediabunny';
import type { TimedImage } from '../core/image';
import { toDecodedFrame } from './decoded-frame';
import type { DecodedFrame, FrameSize, FrameStreamOptions, VideoTrackInfo } from './media-source';
import { createPictureReader } from './picture-reader';
import { planFrameSize } from './plan-frame-size';
import { createFrameThinner } from './thin-frames';

export interface VideoReadContext {
  readonly track: InputVideoTrack;
  readonly info: VideoTrackInfo;
  readonly offsetSeconds: number;
  readonly signal: AbortSignal;
}

/** Presentation times of the keyframes, ascending, from the index. Frames before the timeline's start are left out. */
export const readKeyframeTimes = async ({
  track,
  offsetSeconds,
  signal,
}: VideoReadContext): Promise<number[]> => {
  const sink = new EncodedPacketSink(track);
  const times: number[] = [];
  let packet = await sink.getFirstKeyPacket({ metadataOnly: true });
  while (packet) {
    signal.throwIfAborted();
    times.push(packet.timestamp - offsetSeconds);
    packet = await sink.getNextKeyPacket(packet, { metadataOnly: true });
  }
  return times.filter((time) => time >= 0).toSorted((a, b) => a - b);
};

/** Presentation times of all frames, ascending, from the packets' headers. */
export const readFrameTimes = async ({
  track,
  offsetSeconds,
  signal,
}: VideoReadContext): Promise<number[]> => {
  const times: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    signal.throwIfAborted();
    times.push(packet.timestamp - offsetSeconds);
  }
  return times.filter((time) => time >= 0).toSorted((a, b) => a - b);
};

/** The frame on screen at each of the ascending times. */
export async function* readImagesAt(
  { track, info, offsetSeconds }: VideoReadContext,
  timesSeconds: readonly number[],
  size?: FrameSize,
): AsyncGenerator<TimedImage, void> {
  const reader = createPictureReader(planFrameSize(info, size));
  // Half a microsecond forward, so that a time that was itself read from a frame finds that frame again.
  const wanted = timesSeconds.map((time) => Math.max(time, info.startSeconds) + offsetSeconds + 5e-7);
  for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(wanted)) {
    using own = sample;
    if (own) yield { timeSeconds: own.timestamp - offsetSeconds, image: await reader.read(own) };
  }
}

async function* readSamples({ track, info, offsetSeconds }: VideoReadContext, options: FrameStreamOptions) {
  const startSeconds = Math.max(0, options.startSeconds ?? 0);
  const wants = createFrameThinner(options.maxFrameRate, info.frameRate, startSeconds);
  const end = (options.endSeconds ?? Infinity) + offsetSeconds;
  for await (const sample of new VideoSampleSink(track).samples(startSeconds + offsetSeconds, end)) {
    const timeSeconds = sample.timestamp - offsetSeconds;
    if (timeSeconds >= startSeconds && wants(timeSeconds)) yield { sample, timeSeconds };
    else sample.close();
  }
}

/** All (or thinned) frames of a range as RGBA pictures. */
export async function* readImages(
  context: VideoReadContext,
  options: FrameStreamOptions = {},
): AsyncGenerator<TimedImage, void> {
  const reader = createPictureReader(planFrameSize(context.info, options));
  for await (const { sample, timeSeconds } of readSamples(context, options)) {
    using own = sample;
    yield { timeSeconds, image: await reader.read(own) };
  }
}

/** All (or thinned) frames of a range at native size. */
export async function* readFrames(
  context: VideoReadContext,
  options: Omit<FrameStreamOptions, keyof FrameSize> = {},
): AsyncGenerator<DecodedFrame, void> {
  for await (const { sample, timeSeconds } of readSamples(context, options))
    yield toDecodedFrame(sample, context.info, timeSeconds);
}
