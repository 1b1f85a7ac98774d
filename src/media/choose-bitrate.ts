import type { VideoTrackInfo } from './media-source';

export type OutputVideoCodec = 'avc' | 'vp9';

export interface BitrateRequest {
  readonly codec: OutputVideoCodec;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly source?: VideoTrackInfo | null;
}

/** x264 medium at crf 20 takes about this much for 1080p at 30 frames a second of mixed footage. */
const REFERENCE_BITS_PER_SECOND = 8_000_000;
const REFERENCE_PIXELS = 1920 * 1080;
const REFERENCE_FRAME_RATE = 30;
/** Detail does not grow with every added pixel, nor change with every added frame. */
const PIXEL_EXPONENT = 0.85;
const FRAME_RATE_EXPONENT = 0.6;
/** Browser encoders (one pass, real-time presets) need more than x264 medium for the same picture. */
const ENCODER_PENALTY: Readonly<Record<OutputVideoCodec, number>> = { avc: 1.6, vp9: 1 };
/** What a source's bits are worth in H.264 bits, by the start of its codec string. */
const SOURCE_WORTH: readonly (readonly [RegExp, number])[] = [
  [/^(hvc1|hev1|hevc|vp09|vp9)/, 1.5],
  [/^(av01|av1)/, 1.8],
  [/^(avc|h264|vp8)/, 1.1],
];
/** Intermediate codecs (ProRes, MJPEG ...) carry far more bits than any delivery codec can use. */
const MAX_BITS_PER_PIXEL = 0.6;
const MIN_BITS_PER_SECOND = 200_000;

const sourceShare = ({ source, widthPx, heightPx }: BitrateRequest): number => {
  if (!source || source.bitsPerSecond <= 0) return 0;
  const worth = SOURCE_WORTH.find(([codec]) => codec.test(source.codec))?.[1] ?? 1;
  const area = (widthPx * heightPx) / Math.max(1, source.widthPx * source.heightPx);
  return source.bitsPerSecond * worth * Math.min(1, area);
};

/** Bits a second that look like x264 at crf 20, and no less than the source's own share of the picture. */
export const chooseBitrate = (request: BitrateRequest): number => {
  const { codec, widthPx, heightPx } = request;
  const pixels = widthPx * heightPx;
  const frameRate = Math.min(120, Math.max(1, request.frameRate || REFERENCE_FRAME_RATE));
  const model =
    REFERENCE_BITS_PER_SECOND *
    (pixels / REFERENCE_PIXELS) ** PIXEL_EXPONENT *
    (frameRate / REFERENCE_FRAME_RATE) ** FRAME_RATE_EXPONENT *
    ENCODER_PENALTY[codec];
  const ceiling = Math.max(model, pixels * frameRate * MAX_BITS_PER_PIXEL);
  return Math.round(Math.max(MIN_BITS_PER_SECOND, Math.min(ceiling, Math.max(model, sourceShare(request)))));
};

/** Usual transparent rates: AAC-LC 96 kb/s and Opus 80 kb/s a channel, capped for surround. */
export const chooseAudioBitrate = (codec: 'aac' | 'opus' | 'mp3', channels: number): number =>
  Math.min(512_000, { aac: 96_000, opus: 80_000, mp3: 96_000 }[codec] * Math.max(1, channels));
