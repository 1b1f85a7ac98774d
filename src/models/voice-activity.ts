import { modelAsset } from '../core/model-manifest';
import type { Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';

/** Silero VAD hears 16 kHz mono. */
export const VAD_SAMPLE_RATE_HZ = 16_000;
/** New samples per step: 32 ms. */
export const VAD_WINDOW_SAMPLES = 512;
/** Samples of the step before that the network sees again in front of the new ones. */
const CONTEXT_SAMPLES = 64;
/** Recurrent state of one stream, `[2, 1, 128]`. */
const STATE_DIMS = [2, 1, 128] as const;
const STATE_LENGTH = 2 * 128;

/** What one stream has heard so far; a value, so a caller may keep, restart or fork it. */
export interface VoiceState {
  /** The last 64 samples. */
  readonly context: Float32Array;
  /** `[2, 1, 128]` */
  readonly hidden: Float32Array;
}

export const silentVoiceState = (): VoiceState => ({
  context: new Float32Array(CONTEXT_SAMPLES),
  hidden: new Float32Array(STATE_LENGTH),
});

export interface VoiceStep {
  /** 0..1 that somebody speaks or sings words in this window. */
  readonly probability: number;
  readonly state: VoiceState;
}

export interface VoiceActivity extends AsyncDisposable {
  /** One window of 512 samples at 16 kHz, -1..1. Throws what `Network.run` throws. */
  step(state: VoiceState, window: Float32Array): Promise<VoiceStep>;
}

const stepNetwork = async (network: Network, state: VoiceState, window: Float32Array): Promise<VoiceStep> => {
  if (window.length !== VAD_WINDOW_SAMPLES) {
    throw new RangeError(`A voice window has ${VAD_WINDOW_SAMPLES} samples, not ${window.length}`);
  }
  const input = new Float32Array(CONTEXT_SAMPLES + VAD_WINDOW_SAMPLES);
  input.set(state.context);
  input.set(window, CONTEXT_SAMPLES);
  const { output, stateN } = await network.run({
    input: { data: input, dims: [1, input.length] },
    state: { data: state.hidden, dims: STATE_DIMS },
    sr: { data: BigInt64Array.of(BigInt(VAD_SAMPLE_RATE_HZ)), dims: [] },
  });
  const probability = Number(output!.data[0]);
  return {
    probability,
    state: { context: input.slice(-CONTEXT_SAMPLES), hidden: stateN!.data as Float32Array },
  };
};

/** A recurrent step is too small for a GPU or for threads to pay; one CPU thread is the fastest there is. */
const smallNetworkBackend = (options: OpenNetworkOptions): OpenNetworkOptions =>
  options.backend === 'auto' ? { ...options, backend: 'wasm-threads' } : options;

/**
 * Silero VAD v6: how likely speech is, every 32 ms. Throws what `openNetwork` throws.
 * Source: https://github.com/snakers4/silero-vad
 */
export const openVoiceActivity = async (options: OpenNetworkOptions): Promise<VoiceActivity> => {
  const network = await openNetwork(modelAsset('voice-activity'), smallNetworkBackend(options));
  return {
    step: (state, window) => stepNetwork(network, state, window),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
