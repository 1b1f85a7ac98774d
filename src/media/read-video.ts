import type { TimedImage } from '../core/image';
import { toDecodedFrame } from './decoded-frame';
import type { DecodedFrame, FrameSize, FrameStreamOptions } from './media-source';
import { createPictureReader } from './picture-reader';
import { planFrameSize } from './plan-frame-size';
import { readSamples, readSamplesAt } from './read-samples';
import type { VideoReadContext } from './read-times';

/** Half a microsecond: a time that was itself read from a frame must find that frame again. */
const ROUNDING_SECONDS = 5e-7;

const toWanted = ({ info, offsetSeconds }: VideoReadContext, timesSeconds: readonly number[]): number[] =>
  timesSeconds.map((time) => Math.max(time, info.startSeconds) + offsetSeconds + ROUNDING_SECONDS);

/** The frame on screen at each of the ascending times. */
export async function* readImagesAt(
  context: VideoReadContext,
  timesSeconds: readonly number[],
  size?: FrameSize,
): AsyncGenerator<TimedImage, void> {
  const { info, offsetSeconds } = context;
  const reader = createPictureReader(planFrameSize(info, size));
  for await (const sample of readSamplesAt(context, toWanted(context, timesSeconds))) {
    using own = sample;
    yield { timeSeconds: own.timestamp - offsetSeconds, image: await reader.read(own) };
  }
}

/** The same at native size, as decoded. */
export async function* readFramesAt(
  context: VideoReadContext,
  timesSeconds: readonly number[],
): AsyncGenerator<DecodedFrame, void> {
  for await (const sample of readSamplesAt(context, toWanted(context, timesSeconds)))
    yield toDecodedFrame(sample, context.info, sample.timestamp - context.offsetSeconds);
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
