import { EncodedPacketSink, type InputAudioTrack, type InputTrack, type InputVideoTrack } from 'mediabunny';
import { measureFrameRate } from './frame-rate';
import type { AudioTrackInfo, VideoTrackInfo } from './media-source';

/** Enough packets to tell a variable rate; read from the index, so the cost is small. */
const PROBED_PACKETS = 600;

interface PacketSurvey {
  readonly timesSeconds: number[];
  readonly bytes: number;
}

/** Times (ascending) and bytes of the first packets, without their data. */
const surveyPackets = async (track: InputTrack): Promise<PacketSurvey> => {
  const timesSeconds: number[] = [];
  let bytes = 0;
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    timesSeconds.push(packet.timestamp);
    bytes += packet.byteLength;
    if (timesSeconds.length >= PROBED_PACKETS) break;
  }
  return { timesSeconds: timesSeconds.toSorted((a, b) => a - b), bytes };
};

const averageBitrate = (survey: PacketSurvey, frameRate: number): number => {
  const span = (survey.timesSeconds.at(-1) ?? 0) - (survey.timesSeconds[0] ?? 0) + 1 / (frameRate || 1);
  return span > 0 ? Math.round((survey.bytes * 8) / span) : 0;
};

/** Reads the container's facts about a video track; times are shifted by `offsetSeconds` onto the source's timeline. */
export const describeVideoTrack = async (
  track: InputVideoTrack,
  offsetSeconds: number,
): Promise<VideoTrackInfo> => {
  const survey = await surveyPackets(track);
  const rate = measureFrameRate(survey.timesSeconds);
  const color = await track.getColorSpace();
  const aspect = await track.getPixelAspectRatio();
  const startSeconds = Math.max(0, (await track.getFirstTimestamp()) - offsetSeconds);
  const endSeconds = (await track.computeDuration()) - offsetSeconds;
  return {
    codec: (await track.getCodecParameterString()) ?? (await track.getCodec()) ?? 'unknown',
    widthPx: Math.round(await track.getDisplayWidth()),
    heightPx: Math.round(await track.getDisplayHeight()),
    codedWidthPx: await track.getCodedWidth(),
    codedHeightPx: await track.getCodedHeight(),
    rotationDegrees: await track.getRotation(),
    pixelAspectRatio: aspect.num / aspect.den,
    frameRate: rate.frameRate,
    isVariableFrameRate: rate.isVariable,
    color: {
      primaries: color.primaries ?? null,
      transfer: color.transfer ?? null,
      matrix: color.matrix ?? null,
      fullRange: color.fullRange ?? null,
      isHdr: await track.hasHighDynamicRange(),
    },
    hasAlpha: await track.canBeTransparent(),
    startSeconds,
    durationSeconds: Math.max(0, endSeconds - startSeconds),
    bitsPerSecond: (await track.getAverageBitrate()) ?? averageBitrate(survey, rate.frameRate),
  };
};

export const describeAudioTrack = async (
  track: InputAudioTrack,
  offsetSeconds: number,
): Promise<AudioTrackInfo> => {
  const startSeconds = Math.max(0, (await track.getFirstTimestamp()) - offsetSeconds);
  const endSeconds = (await track.computeDuration()) - offsetSeconds;
  return {
    codec: (await track.getCodecParameterString()) ?? (await track.getCodec()) ?? 'unknown',
    sampleRateHz: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
    startSeconds,
    durationSeconds: Math.max(0, endSeconds - startSeconds),
  };
};
