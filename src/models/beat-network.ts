import { MediaError } from '../core/errors';
import { modelAsset } from '../core/model-manifest';
import type { OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import {
  BEAT_BANDS,
  createBeatActivationStream,
  type BeatActivationStream,
  type PredictBeats,
} from './beat-activations';

export interface BeatNetwork extends AsyncDisposable {
  createStream(): BeatActivationStream;
}

/** Our own network (see `training/beat-tracker`). Throws what `openNetwork` throws. */
export const openBeatNetwork = async (options: OpenNetworkOptions): Promise<BeatNetwork> => {
  // Its convolutions are small: starting a GPU costs more than it saves.
  const backend = options.backend === 'auto' ? 'wasm-threads' : options.backend;
  const network = await openNetwork(modelAsset('beat-tracker'), { ...options, backend });
  const predict: PredictBeats = async (mel, frames) => {
    const { logits } = await network.run({ mel: { data: mel, dims: [1, frames, BEAT_BANDS] } });
    return logits!.data as Float32Array;
  };
  return {
    createStream: () => createBeatActivationStream(predict),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};

/** `null` where its weights can not be loaded: onset flux must do then, and the log says so. */
export const openBeatNetworkOrNull = async (options: OpenNetworkOptions): Promise<BeatNetwork | null> => {
  try {
    return await openBeatNetwork(options);
  } catch (error) {
    if (!(error instanceof MediaError) || error.code !== 'model-load-failed') throw error;
    options.log?.('The beat network can not be loaded; onset flux is used instead');
    return null;
  }
};
