import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import type { VideoTrackInfo } from './media-source';

export interface VideoReadContext {
  readonly track: InputVideoTrack;
  readonly info: VideoTrackInfo;
  readonly offsetSeconds: number;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
}

/** Times before the timeline's start belong to frames that an edit list cuts off. */
const onTimeline = (times: readonly number[]): number[] =>
  times.filter((time) => time >= 0).toSorted((a, b) => a - b);

/** Presentation times of the keyframes, ascending, from the index. */
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
  return onTimeline(times);
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
  return onTimeline(times);
};
