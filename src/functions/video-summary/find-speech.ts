import { isAbortError } from '../../core/errors';
import type { TimeRange } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { planVoiceSpans } from '../../models/plan-voice-spans';
import {
  openVoiceActivity,
  silentVoiceState,
  VAD_WINDOW_SAMPLES,
  type VoiceActivity,
} from '../../models/voice-activity';
import { LISTEN_RATE_HZ } from './hear-sound';

/** The network has settled after this much of a stretch. */
const WARM_UP_SECONDS = 1;
/** Speech that starts just after a stretch still matters to its end. */
const AFTER_SECONDS = 0.5;
/** Stretches that are listened to side by side. */
const LANES = 16;
const HOP_SECONDS = VAD_WINDOW_SAMPLES / LISTEN_RATE_HZ;

interface Lane {
  readonly startSeconds: number;
  readonly samples: Float32Array;
}

const readLane = async (source: MediaSource, range: TimeRange): Promise<Lane> => {
  const startSeconds = Math.max(0, range.startSeconds - WARM_UP_SECONDS);
  const endSeconds = range.endSeconds + AFTER_SECONDS;
  const windows = Math.ceil((endSeconds - startSeconds) / HOP_SECONDS);
  const samples = new Float32Array(windows * VAD_WINDOW_SAMPLES);
  let at = 0;
  const options = { sampleRateHz: LISTEN_RATE_HZ, channels: 1, startSeconds, endSeconds };
  for await (const { channels } of source.pcm(options)) {
    const room = samples.subarray(at);
    room.set(channels[0]!.subarray(0, room.length));
    at += channels[0]!.length;
  }
  return { startSeconds, samples };
};

/** Probability of speech per window of each lane. */
const listen = async (voice: VoiceActivity, lanes: readonly Lane[], signal: AbortSignal) => {
  const counts = lanes.map(({ samples }) => samples.length / VAD_WINDOW_SAMPLES);
  const states = lanes.map(silentVoiceState);
  const heard = counts.map((count) => new Float32Array(count));
  for (let t = 0; t < Math.max(...counts); t++) {
    signal.throwIfAborted();
    const running = lanes.flatMap((_, n) => (t < counts[n]! ? n : []));
    const window = (n: number) =>
      lanes[n]!.samples.subarray(t * VAD_WINDOW_SAMPLES, (t + 1) * VAD_WINDOW_SAMPLES);
    const steps = await voice.stepLanes(running.map((n) => ({ state: states[n]!, window: window(n) })));
    for (const [i, n] of running.entries()) {
      states[n] = steps[i]!.state;
      heard[n]![t] = steps[i]!.probability;
    }
  }
  return heard;
};

/** Where somebody speaks inside the ranges, in order of the ranges. */
export const findSpeech = async (
  source: MediaSource,
  ranges: readonly TimeRange[],
  voice: VoiceActivity,
  signal: AbortSignal,
): Promise<readonly TimeRange[]> => {
  const spans: TimeRange[] = [];
  for (let at = 0; at < ranges.length; at += LANES) {
    const lanes: Lane[] = [];
    for (const range of ranges.slice(at, at + LANES)) lanes.push(await readLane(source, range));
    const heard = await listen(voice, lanes, signal);
    for (const [n, { startSeconds }] of lanes.entries()) {
      const shift = ({ startSeconds: from, endSeconds: to }: TimeRange): TimeRange => ({
        startSeconds: from + startSeconds,
        endSeconds: to + startSeconds,
      });
      spans.push(...planVoiceSpans(heard[n]!, HOP_SECONDS).map(shift));
    }
  }
  return spans.sort((a, b) => a.startSeconds - b.startSeconds);
};

/** `null` when the network can not be loaded: the job goes on without knowing speech, and the log says so. */
export const openVoice = async (ctx: RunContext<'listen'>): Promise<VoiceActivity | null> => {
  try {
    return await openVoiceActivity({ signal: ctx.signal, backend: ctx.backend, log: ctx.log });
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (isAbortError(error)) throw error;
    ctx.log(`Speech is not listened for: ${String(error)}`);
    return null;
  }
};
