import { silentVoiceState, VAD_WINDOW_SAMPLES, type VoiceActivity } from './voice-activity';

/**
 * Voice probability of every 32 ms window of a stream of PCM blocks of any size: element `i` covers
 * `[i * 0.032, (i + 1) * 0.032)` seconds. The last, partial window is filled with silence.
 *
 * @param blocks 16 kHz mono, -1..1; a block may be a view that its source uses again.
 */
export async function* voiceProbabilities(
  voice: VoiceActivity,
  blocks: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  signal: AbortSignal,
): AsyncGenerator<number> {
  let state = silentVoiceState();
  let filled = 0;
  const window = new Float32Array(VAD_WINDOW_SAMPLES);
  const step = async (): Promise<number> => {
    signal.throwIfAborted();
    const result = await voice.step(state, window);
    state = result.state;
    filled = 0;
    return result.probability;
  };
  for await (const block of blocks) {
    for (let at = 0; at < block.length;) {
      const part = block.subarray(at, at + VAD_WINDOW_SAMPLES - filled);
      window.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === VAD_WINDOW_SAMPLES) yield await step();
    }
  }
  if (filled > 0) {
    window.fill(0, filled);
    yield await step();
  }
}
