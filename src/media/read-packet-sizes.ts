import { EncodedPacketSink } from 'mediabunny';
import type { MediaSource } from './media-source';

/** One coded frame, without its data. */
export interface PacketSize {
  readonly timeSeconds: number;
  readonly bytes: number;
  readonly isKey: boolean;
}

/**
 * Sizes of all coded frames in order of decoding, from the index: a frame that brings something new is large. Empty
 * where there is no container to look into.
 */
export const readPacketSizes = async (source: MediaSource, signal: AbortSignal): Promise<PacketSize[]> => {
  const track = source.encoded?.video;
  if (!track) return [];
  const offset = source.encoded?.offsetSeconds ?? 0;
  const sizes: PacketSize[] = [];
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true });
  for await (const { timestamp, byteLength, type } of packets) {
    signal.throwIfAborted();
    sizes.push({ timeSeconds: timestamp - offset, bytes: byteLength, isKey: type === 'key' });
  }
  return sizes;
};
