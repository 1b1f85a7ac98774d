import type { VoiceActivity } from '../../models/voice-activity';
import { voiceProbabilities } from '../../models/voice-probabilities';
import { guessSpeech } from './guess-speech';
import { SPEECH_HOP, type SpectralFrame } from './measure-features';

/** Music is told from speech by listening to this much of every section; only what may be speech is heard wholly. */
const PROBE_WINDOWS = 100;
const SECTION_WINDOWS = 700;
/** Under this share of speech in the probes, nobody speaks. */
const PROBE_SPEECH_SHARE = 0.08;
const SPEECH = 0.5;
/** About -66 dBFS through the analysis window: quieter frames are not given to the network. */
const SILENT_POWER = 1e-5;
const BYTES_PER_SAMPLE = 2;
const READ_WINDOWS = 1000;

/** 16 kHz mono samples on disk as 16-bit integers. */
async function* readSamples(
  file: Blob,
  fromWindow: number,
  toWindow: number,
): AsyncGenerator<Float32Array, void> {
  const windowBytes = SPEECH_HOP * BYTES_PER_SAMPLE;
  for (let at = fromWindow; at < toWindow; at += READ_WINDOWS) {
    const end = Math.min(toWindow, at + READ_WINDOWS) * windowBytes;
    const slice = await file.slice(at * windowBytes, Math.min(file.size, end)).arrayBuffer();
    yield Float32Array.from(new Int16Array(slice), (sample) => sample / 32_768);
  }
}

/** The most speech-like stretch of each section. */
const planProbes = (guess: Float32Array): readonly number[] => {
  const probes: number[] = [];
  for (let section = 0; section < guess.length; section += SECTION_WINDOWS) {
    const end = Math.min(guess.length, section + SECTION_WINDOWS);
    const starts = Array.from(
      { length: Math.max(1, Math.floor((end - section) / PROBE_WINDOWS)) },
      (_, i) => section + i * PROBE_WINDOWS,
    );
    const likeness = (start: number) =>
      guess.subarray(start, start + PROBE_WINDOWS).reduce((sum, p) => sum + p, 0);
    probes.push(starts.reduce((best, start) => (likeness(start) > likeness(best) ? start : best)));
  }
  return probes;
};

interface Listener {
  readonly file: Blob;
  readonly frames: readonly SpectralFrame[];
  readonly voice: VoiceActivity;
  readonly signal: AbortSignal;
}

/** Fills `into` between two windows; skips silence in pieces. */
const listen = async (listener: Listener, from: number, to: number, into: Float32Array): Promise<void> => {
  const { file, frames, voice, signal } = listener;
  let at = from;
  while (at < to) {
    while (at < to && (frames[at]?.total ?? 0) < SILENT_POWER) at++;
    let end = at;
    while (end < to && (frames[end]?.total ?? 0) >= SILENT_POWER) end++;
    let window = at;
    for await (const p of voiceProbabilities(voice, readSamples(file, at, end), signal)) into[window++] = p;
    at = end;
  }
};

const isSpeechLikely = async (listener: Listener, guess: Float32Array): Promise<boolean> => {
  const probabilities = new Float32Array(guess.length);
  let heard = 0;
  for (const start of planProbes(guess)) {
    const end = Math.min(guess.length, start + PROBE_WINDOWS);
    await listen(listener, start, end, probabilities);
    heard += end - start;
  }
  return probabilities.filter((p) => p >= SPEECH).length >= heard * PROBE_SPEECH_SHARE;
};

/**
 * Speech probability per 32 ms of a track. Without a network it is guessed from the spectrum.
 * Throws what the network throws.
 */
export const detectSpeech = async (
  file: Blob,
  frames: readonly SpectralFrame[],
  voice: VoiceActivity | null,
  signal: AbortSignal,
): Promise<Float32Array> => {
  const guess = guessSpeech(frames);
  if (!voice) return guess;
  const listener = { file, frames, voice, signal };
  const probabilities = new Float32Array(frames.length);
  if (await isSpeechLikely(listener, guess)) await listen(listener, 0, frames.length, probabilities);
  return probabilities;
};
