import { MIX_RATE_HZ } from '../../core/mix-graph';
import type { Scratch } from '../../core/scratch';
import { createLoudnessMeter, LOUDNESS_STEP_SECONDS } from '../../dsp/loudness';
import type { MediaSource } from '../../media/media-source';
import { planVoiceSpans } from '../../models/plan-voice-spans';
import type { HeardTrack } from './listen-wire';
import { SPEECH_HOP, SPEECH_RATE_HZ } from './measure-features';
import type { SpeechSpan, TrackAnalysis } from './mix-plan';
import type { TrackPcm } from './placed-reader';
import { planFeatures } from './plan-features';
import { createStemWriter, readStem } from './stem-file';
import { createWaveform, type Waveform } from './waveform';

export interface AnalysedTrack {
  readonly analysis: TrackAnalysis;
  readonly pcm: TrackPcm;
  readonly waveform: Waveform;
  /** The decoded track on disk, or `null` when it is too long to keep. */
  readonly stem: File | null;
}

/** Listens to one track after the other, in a worker of its own. */
export interface TrackEar {
  add(mono: Float32Array<ArrayBuffer>): Promise<void>;
  finish(): Promise<HeardTrack>;
}

export interface TrackTools {
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  readonly ear: TrackEar;
  /** Runs decoding in turn: the next track is decoded while this one is still listened to. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
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

const sumOfSquares = (samples: Float32Array, from: number, to: number): number => {
  let sum = 0;
  for (let n = from; n < to; n++) sum += samples[n]! * samples[n]!;
  return sum;
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
      const count = left?.length ?? 0;
      for (let from = 0; from < count;) {
        const to = Math.min(count, from + stepFrames - filled);
        sum += sumOfSquares(left!, from, to) + sumOfSquares(right!, from, to);
        filled += to - from;
        from = to;
        if (filled < stepFrames) break;
        steps.push(sum / stepFrames);
        sum = 0;
        filled = 0;
      }
    },
  };
};

/** A copy: the worker that listens takes it away. */
const toMono = (block: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> => {
  const [left, right] = block;
  const mono = left!.slice();
  if (right) for (let n = 0; n < mono.length; n++) mono[n] = (mono[n]! + right[n]!) / 2;
  return mono;
};

/** Everything that listens while the track is decoded once. */
const openListeners = async (source: MediaSource, index: number, tools: TrackTools) => {
  const channels = Math.min(2, source.audio!.channels);
  const meter = createLoudnessMeter(MIX_RATE_HZ, channels);
  const plain = createPlainMeter();
  const waveform = createWaveform(MIX_RATE_HZ);
  const stem = tools.keepStem ? await createStemWriter(tools.scratch, `stem-${index}.wav`, channels) : null;
  return {
    channels,
    add: async (block: readonly Float32Array<ArrayBuffer>[]): Promise<void> => {
      meter.add(block);
      plain.add(block);
      waveform.add(block);
      await tools.ear.add(toMono(block));
      await stem?.add(block);
    },
    finish: async () => {
      const weighted = meter.energies().map((energy) => (channels === 1 ? 2 * energy : energy));
      return {
        weighted,
        plain: plain.steps,
        waveform: waveform.finish(),
        stem: stem ? await stem.finish() : null,
      };
    },
    abandon: async (): Promise<void> => stem?.abandon(),
  };
};

const decode = (source: MediaSource, channels: number, startSeconds = 0) =>
  source.pcm({ sampleRateHz: MIX_RATE_HZ, channels, startSeconds });

async function* decodeFrom(source: MediaSource, channels: number, fromFrame: number) {
  for await (const block of decode(source, channels, fromFrame / MIX_RATE_HZ)) yield block.channels;
}

const decodeInto = async (
  listeners: Awaited<ReturnType<typeof openListeners>>,
  source: MediaSource,
  tools: TrackTools,
): Promise<number> => {
  let frames = 0;
  for await (const block of decode(source, listeners.channels)) {
    tools.signal.throwIfAborted();
    await listeners.add(block.channels);
    frames += block.frameCount;
    tools.onDecoded(frames / MIX_RATE_HZ);
  }
  return frames;
};

/** One pass over the sound of an input. Throws what decoding and `tools.ear` throw. */
export const analyseTrack = async (
  source: MediaSource,
  index: number,
  tools: TrackTools,
): Promise<AnalysedTrack> => {
  const listeners = await openListeners(source, index, tools);
  try {
    const frames = await tools.inTurn(() => decodeInto(listeners, source, tools));
    const measured = await listeners.finish();
    const { probabilities, spectrum } = await tools.ear.finish();
    const durationSeconds = frames / MIX_RATE_HZ;
    const speech = planVoiceSpans(probabilities, SPEECH_HOP / SPEECH_RATE_HZ, SPEECH_SPANS).map(
      (span): SpeechSpan => [span.startSeconds, Math.min(durationSeconds, span.endSeconds)],
    );
    const { channels } = listeners;
    const { weighted, plain, stem, waveform } = measured;
    const features = planFeatures(plain, spectrum, speech);
    const blocks = (from: number) =>
      stem ? readStem(stem, channels, from) : decodeFrom(source, channels, from);
    const analysis = { durationSeconds, channels, weighted, plain, speech, features };
    return { analysis, waveform, stem, pcm: { channels, blocks } };
  } catch (error) {
    await listeners.abandon();
    throw error;
  }
};
