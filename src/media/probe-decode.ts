import {
  AudioSampleSink,
  EncodedPacketSink,
  VideoSampleSink,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';

/** A decoder that gives nothing within this time is taken for unable. */
const PROBE_TIMEOUT_MS = 8000;

const withTimeout = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The decoder gave no frame in time')), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
};

const decodesAt = async (track: InputVideoTrack, timeSeconds: number): Promise<boolean> => {
  using sample = await withTimeout(new VideoSampleSink(track).getSample(timeSeconds)).catch(() => null);
  return sample !== null;
};

/** Really decodes one frame. A damaged first keyframe alone does not condemn the codec: the next two are tried. */
export const canReallyDecodeVideo = async (track: InputVideoTrack): Promise<boolean> => {
  if (!(await track.canDecode().catch(() => false))) return false;
  const sink = new EncodedPacketSink(track);
  let packet = await sink.getFirstKeyPacket({ metadataOnly: true });
  for (let attempt = 0; packet && attempt < 3; attempt++) {
    if (await decodesAt(track, packet.timestamp)) return true;
    packet = await sink.getNextKeyPacket(packet, { metadataOnly: true });
  }
  return false;
};

/** What the decoder really puts out; it differs from the container's word for HE-AAC, for example. */
export interface DecodedAudioFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Really decodes one block of audio; null when it can not. */
export const probeAudio = async (track: InputAudioTrack): Promise<DecodedAudioFormat | null> => {
  if (!(await track.canDecode().catch(() => false))) return null;
  const first = async () => {
    for await (const sample of new AudioSampleSink(track).samples()) {
      using own = sample;
      return { sampleRateHz: own.sampleRate, channels: own.numberOfChannels };
    }
    return null;
  };
  return withTimeout(first()).catch(() => null);
};
