import type { MediaSource, PcmBlock } from '../../media/media-source';
import { createSoundJoiner, fadePiece, type SoundPiece } from './join-sound';
import type { Timeline } from './plan-timeline';

/** Sound of neighbours is mixed this long round a picture cut: too short to notice, long enough not to click. */
const CUT_FADE_SECONDS = 0.06;
const FADE_IN_SECONDS = 0.015;
const FADE_OUT_SECONDS = 0.2;
const MUSIC_FADE_OUT_SECONDS = 0.6;

/** A stretch of the source's sound and where it goes. */
interface SoundCue {
  readonly sourceSeconds: number;
  readonly piece: SoundPiece;
}

export interface SoundFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** AAC encoders take these everywhere. */
const ENCODED_RATES: readonly number[] = [48_000, 44_100, 32_000];

export const planSoundFormat = ({ audio }: MediaSource): SoundFormat => ({
  sampleRateHz: audio && ENCODED_RATES.includes(audio.sampleRateHz) ? audio.sampleRateHz : 48_000,
  channels: Math.min(2, Math.max(1, audio?.channels ?? 2)),
});

/** The sound of every segment, reaching a little over its ends so that neighbours can be mixed. */
export const planCues = (timeline: Timeline, sampleRateHz: number): readonly SoundCue[] => {
  const { segments, overlapSeconds, durationSeconds } = timeline;
  const samples = (seconds: number): number => Math.round(seconds * sampleRateHz);
  const reach = overlapSeconds > 0 ? 0 : CUT_FADE_SECONDS / 2;
  const between = samples(overlapSeconds > 0 ? overlapSeconds : CUT_FADE_SECONDS);
  return segments.map((segment, i) => {
    const isFirst = i === 0;
    const isLast = i === segments.length - 1;
    const before = isFirst ? 0 : reach;
    const endSeconds = segment.outSeconds + segment.endSeconds - segment.startSeconds;
    const fadeOut = Math.min(FADE_OUT_SECONDS, durationSeconds / 4);
    return {
      sourceSeconds: segment.startSeconds - before,
      piece: {
        fromSample: samples(segment.outSeconds - before),
        toSample: samples(isLast ? durationSeconds : endSeconds + reach),
        fadeInSamples: isFirst ? samples(FADE_IN_SECONDS) : between,
        fadeOutSamples: isLast ? samples(fadeOut) : between,
      },
    };
  });
};

/** One unbroken stretch under all cuts. */
export const planMusicCue = (
  startSeconds: number,
  lengthSeconds: number,
  sampleRateHz: number,
): SoundCue => ({
  sourceSeconds: startSeconds,
  piece: {
    fromSample: 0,
    toSample: Math.round(lengthSeconds * sampleRateHz),
    fadeInSamples: Math.round(FADE_IN_SECONDS * sampleRateHz),
    fadeOutSamples: Math.round(Math.min(MUSIC_FADE_OUT_SECONDS, lengthSeconds / 4) * sampleRateHz),
  },
});

/** The summary's sound in blocks, in order, exactly as long as the timeline; silence where the source has none. */
export async function* renderSound(
  source: MediaSource,
  cues: readonly SoundCue[],
  format: SoundFormat,
): AsyncGenerator<PcmBlock, void> {
  const { sampleRateHz, channels } = format;
  const joiner = createSoundJoiner(channels);
  let taken = 0;
  const blockTo = (sample: number): PcmBlock => {
    const planes = joiner.take(sample);
    const timeSeconds = taken / sampleRateHz;
    taken = sample;
    return { timeSeconds, sampleRateHz, frameCount: planes[0]?.length ?? 0, channels: planes };
  };
  for (const [i, { sourceSeconds, piece }] of cues.entries()) {
    // A piece that would begin before the source does begins late.
    const startSeconds = Math.max(0, sourceSeconds);
    let at = piece.fromSample + Math.round((startSeconds - sourceSeconds) * sampleRateHz);
    const endSeconds = sourceSeconds + (piece.toSample - piece.fromSample) / sampleRateHz;
    const next = cues[i + 1]?.piece.fromSample ?? piece.toSample;
    for await (const block of source.pcm({ ...format, startSeconds, endSeconds })) {
      const planes = block.channels.map((plane) => plane.slice(0, Math.max(0, piece.toSample - at)));
      fadePiece(piece, at, planes);
      joiner.add(at, planes);
      at += block.frameCount;
      if (Math.min(at, next) > taken) yield blockTo(Math.min(at, next));
    }
    if (next > taken) yield blockTo(next);
  }
}
