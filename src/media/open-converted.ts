import { MediaError } from '../core/errors';
import { makeMezzanine, type Mezzanine } from './ffmpeg/make-mezzanine';
import { isHdrStream, type EngineOneFindings } from './ffmpeg/plan-mezzanine';
import type { AudioTrackInfo, MediaSource, OpenMediaOptions, VideoTrackInfo } from './media-source';
import { openContainer } from './open-container';

const BITS_PER_BYTE = 8;

/** The mezzanine is a stand-in: codec, bit rate and HDR are told of the file the person gave. */
const describeOriginalVideo = (
  video: VideoTrackInfo,
  { plan, report }: Mezzanine,
  file: File,
): VideoTrackInfo => {
  if (!plan.video) return video;
  const fileRate = report.format.bit_rate || (file.size * BITS_PER_BYTE) / (report.format.duration || 1);
  return {
    ...video,
    codec: plan.video.codec_name,
    bitsPerSecond: Math.round(plan.video.bit_rate || fileRate),
    color: { ...video.color, isHdr: isHdrStream(plan.video) },
  };
};

const describeOriginalAudio = (audio: AudioTrackInfo, { plan }: Mezzanine): AudioTrackInfo => ({
  ...audio,
  codec: plan.audio?.codec_name ?? audio.codec,
});

const asOriginal = (source: MediaSource, mezzanine: Mezzanine, file: File): MediaSource => ({
  ...source,
  engine: 'ffmpeg',
  container: mezzanine.report.format.format_name,
  video: source.video && describeOriginalVideo(source.video, mezzanine, file),
  audio: source.audio && describeOriginalAudio(source.audio, mezzanine),
  [Symbol.dispose]: () => {
    source[Symbol.dispose]();
    // The job's disk area is emptied anyway; this frees the space at once.
    mezzanine.remove().catch(() => undefined);
  },
});

const openMezzanine = async (file: File, findings: EngineOneFindings, options: OpenMediaOptions) => {
  const mezzanine = await makeMezzanine(file, findings, options);
  const outcome = await openContainer(mezzanine.file, file, options).catch(async (error: unknown) => {
    await mezzanine.remove();
    throw error;
  });
  if (outcome.source) return { source: asOriginal(outcome.source, mezzanine, file), mezzanine };
  await mezzanine.remove();
  return { source: null, mezzanine };
};

/**
 * Engine 2: ffmpeg.wasm turns the file into a mezzanine, then engine 1 goes on. Streams are copied where engine 1
 * should take them; when they do not really decode, everything is converted.
 */
export const openConverted = async (
  file: File,
  findings: EngineOneFindings,
  options: OpenMediaOptions,
): Promise<MediaSource> => {
  const first = await openMezzanine(file, findings, options);
  if (first.source) return first.source;
  const { copiesVideo, copiesAudio, video } = first.mezzanine.plan;
  const details = {
    container: first.mezzanine.report.format.format_name,
    codec: video?.codec_name ?? 'none',
  };
  const failure = new MediaError('decode-failed', 'No frame of the file can be decoded', { details });
  if (!copiesVideo && !copiesAudio) throw failure;
  options.log('The copied streams do not decode: converting them');
  const second = await openMezzanine(file, { videoDecodes: false, audioDecodes: false }, options);
  if (!second.source) throw failure;
  return second.source;
};
