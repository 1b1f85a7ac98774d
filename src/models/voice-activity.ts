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
const LAYER_LENGTH = 128;
const STATE_LENGTH = 2 * LAYER_LENGTH;

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

/** One lane of a step over several streams at once. */
export interface VoiceLane {
  readonly state: VoiceState;
  readonly window: Float32Array;
}

export interface VoiceActivity extends AsyncDisposable {
  /** One window of 512 samples at 16 kHz, -1..1. Throws what `Network.run` throws. */
  step(state: VoiceState, window: Float32Array): Promise<VoiceStep>;
  /** One window of each of several independent streams in one run: many times cheaper than a run for each. */
  stepLanes(lanes: readonly VoiceLane[]): Promise<readonly VoiceStep[]>;
}

const INPUT_SAMPLES = CONTEXT_SAMPLES + VAD_WINDOW_SAMPLES;

const requireWindow = (window: Float32Array): void => {
  if (window.length !== VAD_WINDOW_SAMPLES) {
    throw new RangeError(`A voice window has ${VAD_WINDOW_SAMPLES} samples, not ${window.length}`);
  }
};

/** Lane `n` of `[2, lanes, 128]`, as `[2, 1, 128]`. */
const laneState = (hidden: Float32Array, n: number, lanes: number): Float32Array => {
  const state = new Float32Array(STATE_LENGTH);
  state.set(hidden.subarray(n * LAYER_LENGTH, (n + 1) * LAYER_LENGTH));
  state.set(hidden.subarray((lanes + n) * LAYER_LENGTH, (lanes + n + 1) * LAYER_LENGTH), LAYER_LENGTH);
  return state;
};

const stepNetwork = async (network: Network, lanes: readonly VoiceLane[]): Promise<VoiceStep[]> => {
  const count = lanes.length;
  const input = new Float32Array(count * INPUT_SAMPLES);
  const hidden = new Float32Array(count * STATE_LENGTH);
  for (const [n, { state, window }] of lanes.entries()) {
    requireWindow(window);
    input.set(state.context, n * INPUT_SAMPLES);
    input.set(window, n * INPUT_SAMPLES + CONTEXT_SAMPLES);
    hidden.set(state.hidden.subarray(0, LAYER_LENGTH), n * LAYER_LENGTH);
    hidden.set(state.hidden.subarray(LAYER_LENGTH), (count + n) * LAYER_LENGTH);
  }
  const { output, stateN } = await network.run({
    input: { data: input, dims: [count, INPUT_SAMPLES] },
    state: { data: hidden, dims: [2, count, LAYER_LENGTH] },
    sr: { data: BigInt64Array.of(BigInt(VAD_SAMPLE_RATE_HZ)), dims: [] },
  });
  return lanes.map((_, n) => ({
    probability: Number(output!.data[n]),
    state: {
      context: input.slice((n + 1) * INPUT_SAMPLES - CONTEXT_SAMPLES, (n + 1) * INPUT_SAMPLES),
      hidden: laneState(stateN!.data as Float32Array, n, count),
    },
  }));
};

/** Its layers are so small that two threads wait for each other longer than they work: one is faster by a third. */
const onOneThread = (options: OpenNetworkOptions): OpenNetworkOptions =>
  options.backend === 'auto' ? { ...options, backend: 'wasm' } : options;

/**
 * Silero VAD v6: how likely speech is, every 32 ms. Throws what `openNetwork` throws.
 * Source: https://github.com/snakers4/silero-vad
 */
export const openVoiceActivity = async (options: OpenNetworkOptions): Promise<VoiceActivity> => {
  const network = await openNetwork(modelAsset('voice-activity'), onOneThread(options));
  return {
    step: async (state, window) => (await stepNetwork(network, [{ state, window }]))[0]!,
    stepLanes: (lanes) => stepNetwork(network, lanes),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
