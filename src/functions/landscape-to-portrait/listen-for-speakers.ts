import type { RunContext } from '../../core/media-function';
import type { MediaSource, PcmBlock } from '../../media/media-source';
import { openVoiceActivity, VAD_SAMPLE_RATE_HZ, VAD_WINDOW_SAMPLES } from '../../models/voice-activity';
import { voiceProbabilities } from '../../models/voice-probabilities';
import type { Look, Voice } from './observations';

/** With so many faces at one time it matters who of them speaks. */
const COMPETING_FACES = 2;

async function* firstChannel(blocks: AsyncIterable<PcmBlock>): AsyncGenerator<Float32Array> {
  for await (const { channels } of blocks) yield channels[0]!;
}

/** Speech over the whole clip; `null` without sound, or where no two faces compete. */
export const listenForSpeakers = async (
  source: MediaSource,
  looks: readonly Look[],
  ctx: Pick<RunContext, 'signal' | 'backend' | 'log'>,
): Promise<Voice | null> => {
  if (!source.audio || !looks.some(({ faces }) => faces.length >= COMPETING_FACES)) return null;
  await using voice = await openVoiceActivity({ signal: ctx.signal, backend: ctx.backend, log: ctx.log });
  const blocks = source.pcm({ sampleRateHz: VAD_SAMPLE_RATE_HZ, channels: 1 });
  const probabilities: number[] = [];
  for await (const probability of voiceProbabilities(voice, firstChannel(blocks), ctx.signal))
    probabilities.push(probability);
  return { hopSeconds: VAD_WINDOW_SAMPLES / VAD_SAMPLE_RATE_HZ, probabilities };
};
