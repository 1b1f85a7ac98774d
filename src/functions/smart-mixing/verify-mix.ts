import { MediaError } from '../../core/errors';
import { MIX_RATE_HZ } from '../../core/mix-graph';
import type { Scratch } from '../../core/scratch';
import { openMedia } from '../../media/open-media';
import { createMixMeter, type Measured } from './master';

/** Lossy formats add a frame or two of padding. */
const LENGTH_TOLERANCE_SECONDS = 0.12;
/** What is decoded at the start and at the end of a file that needs no measuring. */
const SAMPLE_SECONDS = 1;

interface Expected {
  readonly lengthFrames: number;
  /** Decode and measure everything: a lossy encoder changes peaks. */
  readonly whole: boolean;
}

interface VerifyTools {
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
}

/**
 * Opens the written mix again. Gives what it really measures, or `null` when only its ends were decoded.
 * Throws `verify-failed`.
 */
export const verifyMix = async (
  file: File,
  { lengthFrames, whole }: Expected,
  tools: VerifyTools,
): Promise<Measured | null> => {
  using source = await openMedia(file, { ...tools, need: 'audio' });
  const expected = lengthFrames / MIX_RATE_HZ;
  const { durationSeconds } = source.audio!;
  if (Math.abs(durationSeconds - expected) > LENGTH_TOLERANCE_SECONDS) {
    throw new MediaError('verify-failed', `The mix lasts ${durationSeconds} s instead of ${expected} s`);
  }
  const meter = createMixMeter();
  const read = async (startSeconds: number, endSeconds: number): Promise<number> => {
    let frames = 0;
    for await (const block of source.pcm({
      sampleRateHz: MIX_RATE_HZ,
      channels: 2,
      startSeconds,
      endSeconds,
    })) {
      meter.add(block.channels);
      frames += block.frameCount;
    }
    return frames;
  };
  if (whole) {
    if ((await read(0, expected)) === 0) throw new MediaError('verify-failed', 'The mix does not decode');
    return meter.finish();
  }
  const head = await read(0, Math.min(SAMPLE_SECONDS, expected));
  const tail = await read(Math.max(0, expected - SAMPLE_SECONDS), expected);
  if (head === 0 || tail === 0) throw new MediaError('verify-failed', 'The mix does not decode');
  return null;
};
