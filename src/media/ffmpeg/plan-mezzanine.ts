import type { ProbedStream, ProbeReport } from './probe-report';

/** What engine 1 found out about the file; `null` = it could not even read it. */
export interface EngineOneFindings {
  readonly videoDecodes: boolean | null;
  readonly audioDecodes: boolean | null;
}

export interface MezzaninePlan {
  readonly container: 'mp4' | 'matroska';
  readonly video: ProbedStream | null;
  readonly audio: ProbedStream | null;
  readonly copiesVideo: boolean;
  readonly copiesAudio: boolean;
  /** Between the input and the output file name. */
  readonly args: readonly string[];
}

/** Streams that Chromium-like decoders take as they are. */
const COPIED_VIDEO = new Set(['h264', 'vp8', 'vp9', 'av1']);
const COPIED_PIXELS = new Set(['yuv420p', 'yuvj420p']);
const COPIED_AUDIO = new Set(['aac', 'mp3', 'opus', 'flac']);
/** Codecs with more than 16 significant bits, kept as they are; all others fit into 16-bit FLAC. */
const DEEP_AUDIO = /^(alac|pcm_[fsu](24|32|64)|wavpack|tta|truehd|ape)/;
const UNKNOWN_CODECS = new Set(['unknown', 'none']);
const HDR_TRANSFERS = new Set(['smpte2084', 'arib-std-b67']);
const INTERLACED = new Set(['tt', 'bb', 'tb', 'bt']);
/** Visually lossless intermediate; ultrafast is the only preset near real time in WebAssembly. */
const MEZZANINE_CRF = '17';
/** Short groups of pictures keep random access cheap. */
const MEZZANINE_KEYFRAME_INTERVAL = '48';
/** The MP4 sample entry holds the rate in 16 bits. */
const MAX_MP4_SAMPLE_RATE_HZ = 65535;

/** Linear light, Hable's curve, back to BT.709: the usual chain for PQ and HLG sources. */
const TONE_MAP =
  'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv';

export const isHdrStream = (stream: ProbedStream): boolean => HDR_TRANSFERS.has(stream.color_transfer);

const planFilters = (video: ProbedStream): string[] => {
  const isOdd = video.width % 2 === 1 || video.height % 2 === 1;
  const filters = [
    ...(INTERLACED.has(video.field_order) ? ['yadif=deint=interlaced'] : []),
    ...(isHdrStream(video) ? [TONE_MAP] : []),
    // 4:2:0 needs even sides; 4:4:4 keeps an odd picture whole.
    isOdd ? 'format=yuv444p' : 'format=yuv420p',
  ];
  return ['-vf', filters.join(',')];
};

const planVideo = (video: ProbedStream | null, copies: boolean): string[] => {
  if (!video) return ['-vn'];
  const map = ['-map', `0:${video.index}`];
  if (copies) return [...map, '-c:v', 'copy'];
  const quality = ['-crf', MEZZANINE_CRF, '-g', MEZZANINE_KEYFRAME_INTERVAL];
  // Timestamps are kept: no frame is repeated or moved to a nominal rate.
  const timing = ['-vsync', 'vfr', '-enc_time_base', '-1'];
  return [...map, ...planFilters(video), '-c:v', 'libx264', '-preset', 'ultrafast', ...quality, ...timing];
};

const planAudio = (audio: ProbedStream | null, copies: boolean): string[] => {
  if (!audio) return ['-an'];
  const map = ['-map', `0:${audio.index}`];
  if (copies) return [...map, '-c:a', 'copy'];
  const depth = DEEP_AUDIO.test(audio.codec_name) ? [] : ['-sample_fmt', 's16'];
  return [...map, '-c:a', 'flac', '-compression_level', '0', ...depth];
};

const isKnown = (stream: ProbedStream, type: 'video' | 'audio'): boolean =>
  stream.codec_type === type && !UNKNOWN_CODECS.has(stream.codec_name);

/** Formats whose tracks may start late on purpose; elsewhere the first time is where the recording began. */
const KEEPS_START = /mov|matroska/;
const LONGEST_LEADING_GAP_SECONDS = 10;

/** Keeps the source's clock where its start means something, else ffmpeg moves the start to zero. */
const planClock = ({ format }: ProbeReport): string[] =>
  KEEPS_START.test(format.format_name) && format.start_time < LONGEST_LEADING_GAP_SECONDS ? ['-copyts'] : [];

/** How to turn the file into something engine 1 reads, copying whatever it can already decode. Null: nothing in it. */
export const planMezzanine = (report: ProbeReport, findings: EngineOneFindings): MezzaninePlan | null => {
  const video = report.streams.find((s) => isKnown(s, 'video') && !s.disposition.attached_pic) ?? null;
  const audio = report.streams.find((s) => isKnown(s, 'audio') && s.channels > 0) ?? null;
  if (!video && !audio) return null;
  const copiesVideo =
    video !== null &&
    findings.videoDecodes !== false &&
    COPIED_VIDEO.has(video.codec_name) &&
    (COPIED_PIXELS.has(video.pix_fmt) || findings.videoDecodes === true);
  const copiesAudio = audio !== null && findings.audioDecodes !== false && COPIED_AUDIO.has(audio.codec_name);
  const fitsMp4 =
    !(copiesVideo && video.codec_name === 'vp8') && (audio?.sample_rate ?? 0) <= MAX_MP4_SAMPLE_RATE_HZ;
  const container = video && fitsMp4 ? 'mp4' : 'matroska';
  const args = [
    '-sn',
    '-dn',
    ...planClock(report),
    ...planVideo(video, copiesVideo),
    ...planAudio(audio, copiesAudio),
  ];
  // FLAC in MP4 counts as experimental in this ffmpeg.
  return {
    container,
    video,
    audio,
    copiesVideo,
    copiesAudio,
    args: [...args, '-strict', '-2', '-f', container],
  };
};
