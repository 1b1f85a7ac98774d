import {
  EncodedPacketSink,
  VideoSampleSink,
  type EncodedPacket,
  type InputVideoTrack,
  type PacketRetrievalOptions,
} from 'mediabunny';

type KeepPacket = (packet: EncodedPacket) => boolean;

class SkippingPacketSink extends EncodedPacketSink {
  constructor(
    track: InputVideoTrack,
    private readonly keeps: KeepPacket,
  ) {
    super(track);
  }

  override async getNextPacket(
    packet: EncodedPacket,
    options?: PacketRetrievalOptions,
  ): Promise<EncodedPacket | null> {
    let next = await super.getNextPacket(packet, options);
    while (next && !this.keeps(next)) next = await super.getNextPacket(next, options);
    return next;
  }
}

/**
 * A sample sink that leaves packets out before they reach the decoder. It replaces the packet source that mediabunny's
 * sink makes for itself; should a later version name it otherwise, everything is decoded and the pictures are the same.
 */
class SkippingSampleSink extends VideoSampleSink {
  constructor(
    private readonly track: InputVideoTrack,
    private readonly keeps: KeepPacket,
  ) {
    super(track);
  }

  _createPacketSink(): EncodedPacketSink {
    return new SkippingPacketSink(this.track, this.keeps);
  }
}

export const openSampleSink = (track: InputVideoTrack, keeps: KeepPacket | null): VideoSampleSink =>
  keeps ? new SkippingSampleSink(track, keeps) : new VideoSampleSink(track);
