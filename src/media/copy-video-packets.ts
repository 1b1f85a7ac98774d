import { EncodedPacketSink, EncodedVideoPacketSource, type Output } from 'mediabunny';
import { MediaError } from '../core/errors';
import type { MediaSource } from './media-source';

/** Moves the picture of a source into an output, packet for packet, in step with the sound. */
export interface PacketCopier {
  /** Copies the packets shown before this time. */
  copyUntil(timeSeconds: number): Promise<void>;
}

/** Adds a video track to an output that has not started. Throws `no-video-track`. */
export const copyVideoPackets = async (source: MediaSource, output: Output): Promise<PacketCopier> => {
  const track = source.encoded?.video;
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig) {
    throw new MediaError('no-video-track', 'There is no picture to copy');
  }
  const target = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(target, { rotation: await track.getRotation() });
  const packets = new EncodedPacketSink(track).packets();
  let next = await packets.next();
  return {
    copyUntil: async (timeSeconds) => {
      while (!next.done) {
        const packet = next.value;
        const timestamp = packet.timestamp - (source.encoded?.offsetSeconds ?? 0);
        if (timestamp >= timeSeconds) return;
        await target.add(packet.clone({ timestamp }), { decoderConfig });
        next = await packets.next();
      }
    },
  };
};
