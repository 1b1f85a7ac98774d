import { outputName } from '../../core/file-name';
import type { OutputFile } from '../../core/media-function';
import { MediaError } from '../../core/errors';
import type { Scratch } from '../../core/scratch';
import { createDither } from '../../dsp/dither';
import type { MediaSource } from '../../media/media-source';
import { AUDIO_FORMATS, type AudioFormat, openAudioWriter } from '../../media/open-audio-writer';
import { openMedia } from '../../media/open-media';

/** All encoders take this rate. */
const CUT_RATE_HZ = 48_000;
const FADE_IN_SECONDS = 0.03;
const FADE_OUT_SECONDS = 0.4;

export interface Cut {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Part of the file name. */
  readonly label: string;
}

export interface CutTools {
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly format: Exclude<AudioFormat, 'mp4'>;
}

/** Gain of the fades at a time inside a cut: quarter sines, so nothing clicks. */
export const fadeGain = (seconds: number, lengthSeconds: number): number => {
  const share = Math.min(1, seconds / FADE_IN_SECONDS, (lengthSeconds - seconds) / FADE_OUT_SECONDS);
  return Math.sin((Math.PI / 2) * Math.max(0, share));
};

const applyFades = (channels: readonly Float32Array[], fromFrame: number, lengthSeconds: number): void => {
  for (const channel of channels) {
    for (let n = 0; n < channel.length; n++) {
      channel[n]! *= fadeGain((fromFrame + n) / CUT_RATE_HZ, lengthSeconds);
    }
  }
};

/** Reads a written cut again. Throws `verify-failed`. */
const verifyCut = async (file: File, seconds: number, tools: CutTools): Promise<void> => {
  using source = await openMedia(file, { ...tools, need: 'audio' });
  let decoded = 0;
  for await (const block of source.pcm()) decoded += block.frameCount / block.sampleRateHz;
  if (Math.abs(decoded - seconds) > 0.25) {
    throw new MediaError('verify-failed', `A cut of ${seconds} s decodes to ${decoded} s`);
  }
};

/** A stretch of the song as an audio file with clean fades. Throws `encode-failed`, `verify-failed`. */
export const cutAudio = async (source: MediaSource, cut: Cut, tools: CutTools): Promise<OutputFile> => {
  const { extension, mimeType } = AUDIO_FORMATS[tools.format];
  const fileName = outputName(source.file.name, cut.label, extension);
  const channels = Math.min(2, source.audio!.channels);
  const seconds = cut.endSeconds - cut.startSeconds;
  const { scratch, signal, format } = tools;
  await using writer = await openAudioWriter({
    target: await scratch.createFile(fileName),
    format,
    sampleRateHz: CUT_RATE_HZ,
    channels,
    durationSeconds: seconds,
    signal,
  });
  const dither = createDither();
  const { startSeconds, endSeconds } = cut;
  let frames = 0;
  for await (const block of source.pcm({ sampleRateHz: CUT_RATE_HZ, channels, startSeconds, endSeconds })) {
    applyFades(block.channels, frames, seconds);
    frames += block.frameCount;
    if (writer.integer) await writer.add({ kind: 'integer', samples: dither.quantize(block.channels) });
    else await writer.add({ kind: 'float', channels: block.channels });
  }
  const file = await writer.finish();
  await verifyCut(file, frames / CUT_RATE_HZ, tools);
  return { role: 'result', fileName, mimeType, blob: file };
};
