import {
  BlobSource,
  EncodedPacketSink,
  Input,
  ALL_FORMATS,
  VideoSampleSink,
  type InputVideoTrack,
} from 'mediabunny';
import { MediaError, type ErrorDetails } from '../core/errors';
import { probeAudio } from './probe-decode';

export interface ExpectedOutput {
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
  /** End of the last frame or sample written, seconds. */
  readonly endSeconds: number;
}

/** Encoders pad audio to whole blocks and containers round times; more than this is a fault. */
const DURATION_TOLERANCE_SECONDS = 0.25;

const fail = (what: string, details: ErrorDetails = {}) =>
  new MediaError('verify-failed', `The written file is wrong: ${what}`, { details: { what, ...details } });

const verifyVideo = async (track: InputVideoTrack, expected: ExpectedOutput): Promise<void> => {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  if (width !== (expected.widthPx ?? width) || height !== (expected.heightPx ?? height))
    throw fail('size', { width, height });
  const sink = new VideoSampleSink(track);
  using first = await sink.getSample(await track.getFirstTimestamp());
  const lastPacket = await new EncodedPacketSink(track).getPacket(Infinity, { metadataOnly: true });
  using last = lastPacket && (await sink.getSample(lastPacket.timestamp));
  if (!first || !last) throw fail('frames do not decode');
};

/** Opens the written file again: tracks, size, duration, and the first and last frame must be right. */
export const verifyOutput = async (file: Blob, expected: ExpectedOutput): Promise<void> => {
  using input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const video = await input.getPrimaryVideoTrack();
    const audio = await input.getPrimaryAudioTrack();
    if (expected.hasVideo !== (video !== null)) throw fail('video track');
    if (expected.hasAudio !== (audio !== null)) throw fail('audio track');
    const durationSeconds = await input.computeDuration();
    if (Math.abs(durationSeconds - expected.endSeconds) > DURATION_TOLERANCE_SECONDS)
      throw fail('duration', { durationSeconds, expectedSeconds: expected.endSeconds });
    if (video) await verifyVideo(video, expected);
    if (audio && (await audio.canDecode()) && !(await probeAudio(audio))) throw fail('audio does not decode');
  } catch (error) {
    if (error instanceof MediaError) throw error;
    throw fail(error instanceof Error ? error.message : String(error));
  }
};
