import { silentVoiceState, type VoiceActivity, type VoiceLane } from '../../models/voice-activity';
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
/** The stretch is heard in pieces side by side; each starts this much early, so that the network has settled. */
export const WARM_UP_WINDOWS = 31;
/** Many short pieces side by side: about a fifth faster than a few long ones, warm-up counted; edges move by one window at most. */
const PIECE_WINDOWS = 64;
const LANES = 64;
/** What fills all lanes once: two minutes and eleven seconds. */
export const STRETCH_WINDOWS = LANES * PIECE_WINDOWS;

/** Windows `[from, to)`. */
type Piece = readonly [from: number, to: number];

interface Listener {
  readonly voice: VoiceActivity;
  /** 16 kHz mono; the stretch begins `WARM_UP_WINDOWS` into it. */
  readonly samples: Float32Array;
}

const windowAt = ({ samples }: Listener, window: number): Float32Array =>
  samples.subarray((window + WARM_UP_WINDOWS) * SPEECH_HOP, (window + WARM_UP_WINDOWS + 1) * SPEECH_HOP);

/** Runs up to `LANES` pieces side by side and writes their probabilities. */
const listenLanes = async (
  listener: Listener,
  pieces: readonly Piece[],
  into: Float32Array,
): Promise<void> => {
  const states = pieces.map(silentVoiceState);
  const longest = Math.max(...pieces.map(([from, to]) => to - from));
  for (let t = -WARM_UP_WINDOWS; t < longest; t++) {
    const running = pieces.flatMap(([from, to], n) => (from + t < to ? n : []));
    const lanes = running.map((n): VoiceLane => ({
      state: states[n]!,
      window: windowAt(listener, pieces[n]![0] + t),
    }));
    const steps = await listener.voice.stepLanes(lanes);
    for (const [i, n] of running.entries()) {
      states[n] = steps[i]!.state;
      if (t >= 0) into[pieces[n]![0] + t] = steps[i]!.probability;
    }
  }
};

const listen = async (listener: Listener, pieces: readonly Piece[], count: number): Promise<Float32Array> => {
  const probabilities = new Float32Array(count);
  for (let at = 0; at < pieces.length; at += LANES) {
    await listenLanes(listener, pieces.slice(at, at + LANES), probabilities);
  }
  return probabilities;
};

/** The most speech-like part of each section. */
const planProbes = (guess: Float32Array): readonly Piece[] => {
  const probes: Piece[] = [];
  for (let section = 0; section < guess.length; section += SECTION_WINDOWS) {
    const end = Math.min(guess.length, section + SECTION_WINDOWS);
    const starts = Array.from(
      { length: Math.max(1, Math.floor((end - section) / PROBE_WINDOWS)) },
      (_, i) => section + i * PROBE_WINDOWS,
    );
    const likeness = (start: number) =>
      guess.subarray(start, start + PROBE_WINDOWS).reduce((sum, p) => sum + p, 0);
    const start = starts.reduce((best, other) => (likeness(other) > likeness(best) ? other : best));
    probes.push([start, Math.min(end, start + PROBE_WINDOWS)]);
  }
  return probes;
};

/** Everything that is not silent, in pieces. */
const planPieces = (frames: readonly SpectralFrame[]): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (const [i, frame] of frames.entries()) {
    if (frame.total < SILENT_POWER) continue;
    const last = pieces.at(-1);
    if (last && last[1] === i && i - last[0] < PIECE_WINDOWS) pieces[pieces.length - 1] = [last[0], i + 1];
    else pieces.push([i, i + 1]);
  }
  // Similar lengths side by side leave no lane idle.
  return pieces.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
};

const isSpeechLikely = async (listener: Listener, guess: Float32Array): Promise<boolean> => {
  const probes = planProbes(guess);
  const probabilities = await listen(listener, probes, guess.length);
  const heard = probes.reduce((sum, [from, to]) => sum + to - from, 0);
  return probabilities.filter((p) => p >= SPEECH).length >= heard * PROBE_SPEECH_SHARE;
};

/**
 * Speech probability per 32 ms of a stretch of a track, one per frame. `samples` are 16 kHz mono from `WARM_UP_WINDOWS` before
 * the stretch (silence before the track's start) to its end. Throws what the network throws.
 */
export const detectSpeech = async (
  samples: Float32Array,
  frames: readonly SpectralFrame[],
  voice: VoiceActivity,
): Promise<Float32Array> => {
  const listener = { voice, samples };
  if (!(await isSpeechLikely(listener, guessSpeech(frames)))) return new Float32Array(frames.length);
  return listen(listener, planPieces(frames), frames.length);
};
