import { MIX_RATE_HZ } from '../../core/mix-graph';
import type { Scratch } from '../../core/scratch';
import { createLoudnessMeter, LOUDNESS_STEP_SECONDS } from '../../dsp/loudness';
import type { MediaSource } from '../../media/media-source';
import { createResampler } from '../../media/resample';
import { planVoiceSpans } from '../../models/plan-voice-spans';
import type { VoiceActivity } from '../../models/voice-activity';
import { detectSpeech } from './detect-speech';
import { createSpectralFrames, SPEECH_HOP, SPEECH_RATE_HZ } from './measure-features';
import type { SpeechSpan, TrackAnalysis } from './mix-plan';
import type { TrackPcm } from './placed-reader';
import { planFeatures } from './plan-features';
import { createSampleFile } from './sample-file';
import { createStemWriter, readStem } from './stem-file';
import { createWaveform, type Waveform } from './waveform';

export interface AnalysedTrack {
  readonly analysis: TrackAnalysis;
  readonly pcm: TrackPcm;
  readonly waveform: Waveform;
  /** The decoded track on disk, or `null` when it is too long to keep. */
  readonly stem: File | null;
}

export interface TrackTools {
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  /** `null`: speech is guessed from the spectrum. */
  readonly voice: VoiceActivity | null;
  readonly keepStem: boolean;
  /** Seconds of the track decoded so far. */
  readonly onDecoded: (seconds: number) => void;
}

/** Silero's own values, with a longer bridge over the gaps between words and room for soft consonants. */
const SPEECH_SPANS = {
  startThreshold: 0.5,
  endThreshold: 0.35,
  minSpeechSeconds: 0.16,
  minSilenceSeconds: 0.25,
  padSeconds: 0.06,
};

/** Mean square over both sides per 100 ms; a mono track sounds on both. */
const createPlainMeter = () => {
  const stepFrames = MIX_RATE_HZ * LOUDNESS_STEP_SECONDS;
  const steps: number[] = [];
  let sum = 0;
  let filled = 0;
  return {
    steps,
    add(block: readonly Float32Array[]): void {
      const [left, right = left] = block;
      for (let n = 0; n < (left?.length ?? 0); n++) {
        sum += left![n]! * left![n]! + right![n]! * right![n]!;
        if (++filled < stepFrames) continue;
        steps.push(sum / stepFrames);
        sum = 0;
        filled = 0;
      }
    },
  };
};

const toMono = (block: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> => {
  const [left, right] = block;
  return right ? left!.map((sample, n) => (sample + right[n]!) / 2) : left!;
};

/** Everything that listens while the track is decoded once. */
const openListeners = async (source: MediaSource, index: number, tools: TrackTools) => {
  const channels = Math.min(2, source.audio!.channels);
  const meter = createLoudnessMeter(MIX_RATE_HZ, channels);
  const plain = createPlainMeter();
  const spectrum = createSpectralFrames();
  const waveform = createWaveform(MIX_RATE_HZ);
  const thin = createResampler(MIX_RATE_HZ, SPEECH_RATE_HZ, 1);
  const speech = await createSampleFile(tools.scratch, `speech-${index}`);
  const stem = tools.keepStem ? await createStemWriter(tools.scratch, `stem-${index}.wav`, channels) : null;
  const addSpeech = async ([mono]: readonly Float32Array<ArrayBuffer>[]): Promise<void> => {
    spectrum.push(mono!);
    await speech.add(mono!);
  };
  return {
    channels,
    add: async (block: readonly Float32Array<ArrayBuffer>[]): Promise<void> => {
      meter.add(block);
      plain.add(block);
      waveform.add(block);
      await addSpeech(thin.push([toMono(block)]));
      await stem?.add(block);
    },
    finish: async () => {
      await addSpeech(thin.flush());
      const weighted = meter.energies().map((energy) => (channels === 1 ? 2 * energy : energy));
      return {
        weighted,
        plain: plain.steps,
        spectrum: spectrum.finish(),
        waveform: waveform.finish(),
        speech: await speech.finish(),
        stem: stem ? await stem.finish() : null,
      };
    },
    abandon: async (): Promise<void> => {
      await speech.remove();
      await stem?.abandon();
    },
  };
};

const decode = (source: MediaSource, channels: number, startSeconds = 0) =>
  source.pcm({ sampleRateHz: MIX_RATE_HZ, channels, startSeconds });

async function* decodeFrom(source: MediaSource, channels: number, fromFrame: number) {
  for await (const block of decode(source, channels, fromFrame / MIX_RATE_HZ)) yield block.channels;
}

/** One pass over the sound of an input. Throws what decoding and the voice network throw. */
export const analyseTrack = async (
  source: MediaSource,
  index: number,
  tools: TrackTools,
): Promise<AnalysedTrack> => {
  const listeners = await openListeners(source, index, tools);
  let frames = 0;
  try {
    for await (const block of decode(source, listeners.channels)) {
      await listeners.add(block.channels);
      frames += block.frameCount;
      tools.onDecoded(frames / MIX_RATE_HZ);
    }
    const heard = await listeners.finish();
    const durationSeconds = frames / MIX_RATE_HZ;
    const probabilities = await detectSpeech(
      heard.speech.file,
      heard.spectrum.frames,
      tools.voice,
      tools.signal,
    );
    await heard.speech.remove();
    const speech = planVoiceSpans(probabilities, SPEECH_HOP / SPEECH_RATE_HZ, SPEECH_SPANS).map(
      (span): SpeechSpan => [span.startSeconds, Math.min(durationSeconds, span.endSeconds)],
    );
    const { channels } = listeners;
    const { weighted, plain, stem, waveform } = heard;
    const features = planFeatures(plain, heard.spectrum, speech);
    const blocks = (from: number) =>
      stem ? readStem(stem, channels, from) : decodeFrom(source, channels, from);
    const analysis = { durationSeconds, channels, weighted, plain, speech, features };
    return { analysis, waveform, stem, pcm: { channels, blocks } };
  } catch (error) {
    await listeners.abandon();
    throw error;
  }
};
