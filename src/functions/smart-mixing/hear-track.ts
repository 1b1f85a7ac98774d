import { MIX_RATE_HZ } from '../../core/mix-graph';
import { createNumberList } from '../../core/number-list';
import { createResampler } from '../../media/resample';
import type { VoiceActivity } from '../../models/voice-activity';
import { detectSpeech, STRETCH_WINDOWS, WARM_UP_WINDOWS } from './detect-speech';
import { guessSpeech } from './guess-speech';
import type { HeardTrack } from './listen-wire';
import { createSpectralFrames, SPEECH_HOP, SPEECH_RATE_HZ, type SpectralFrame } from './measure-features';

/** Nobody hears the thinned sound, and voices end under its slope. */
const ZERO_CROSSINGS = 8;
const LEAD_SAMPLES = WARM_UP_WINDOWS * SPEECH_HOP;

/** The samples of the stretch that is being filled, with the end of the one before in front. */
const createStretch = () => {
  const samples = new Float32Array(LEAD_SAMPLES + STRETCH_WINDOWS * SPEECH_HOP);
  let filled = LEAD_SAMPLES;
  return {
    samples,
    isFull: () => filled === samples.length,
    /** Takes what fits and returns the rest. */
    take: (added: Float32Array): Float32Array => {
      const count = Math.min(added.length, samples.length - filled);
      samples.set(added.subarray(0, count), filled);
      filled += count;
      return added.subarray(count);
    },
    next: (): void => {
      samples.copyWithin(0, samples.length - LEAD_SAMPLES);
      samples.fill(0, LEAD_SAMPLES);
      filled = LEAD_SAMPLES;
    },
  };
};

/**
 * Listens to a track while it is decoded, stretch by stretch, so that memory does not grow with its length.
 * `voice` is awaited when the first stretch is full; `null`: speech is guessed from the spectrum.
 */
export const createTrackEar = (voice: Promise<VoiceActivity | null>) => {
  const thin = createResampler(MIX_RATE_HZ, SPEECH_RATE_HZ, 1, ZERO_CROSSINGS);
  const spectrum = createSpectralFrames();
  const stretch = createStretch();
  const heard = createNumberList();
  let heardFrames = 0;

  const listen = async (frames: readonly SpectralFrame[]): Promise<void> => {
    const network = await voice;
    if (network) heard.append(await detectSpeech(stretch.samples, frames, network));
    heardFrames += frames.length;
    stretch.next();
  };
  const hear = async (added: Float32Array): Promise<void> => {
    let rest = added;
    while (rest.length > 0) {
      rest = stretch.take(rest);
      if (stretch.isFull()) await listen(spectrum.frames.slice(heardFrames, heardFrames + STRETCH_WINDOWS));
    }
  };
  const add = async ([samples]: readonly Float32Array[]): Promise<void> => {
    spectrum.push(samples!);
    await hear(samples!);
  };
  return {
    /** Mono at the rate of the mix, blocks of any length. Throws what the network throws. */
    add: (mono: Float32Array<ArrayBuffer>): Promise<void> => add(thin.push([mono])),
    finish: async (): Promise<HeardTrack> => {
      await add(thin.flush());
      const summary = spectrum.finish();
      if (heardFrames < summary.frames.length) await listen(summary.frames.slice(heardFrames));
      const probabilities = (await voice) ? heard.finish() : guessSpeech(summary.frames);
      return { probabilities, spectrum: summary };
    },
  };
};
