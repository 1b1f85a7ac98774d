import { createDcBlocker } from '../../dsp/dc-blocker';
import { fluxActivations } from '../../dsp/flux-activations';
import { BEAT_SAMPLE_RATE_HZ, type BeatActivationStream } from '../../models/beat-activations';
import { createLevelMeter, createOnsetListener } from './listen';
import type { MusicFeatures } from './music-features';

/** One pass over mono blocks at `BEAT_SAMPLE_RATE_HZ`; `network` is null where onset flux must do. */
export const createMusicAnalysis = (network: BeatActivationStream | null) => {
  const listener = createOnsetListener();
  const meter = createLevelMeter(BEAT_SAMPLE_RATE_HZ);
  const withoutDc = createDcBlocker();
  let samples = 0;
  return {
    push: async (block: Float32Array): Promise<void> => {
      samples += block.length;
      const clean = withoutDc(block);
      listener.push(clean);
      meter.push(clean);
      await network?.push(clean);
    },
    finish: async (): Promise<MusicFeatures> => {
      const { onsets, spectrum } = listener.finish();
      const { loudness, peaks, slotsPerSecond } = meter.finish();
      const activations = network
        ? await network.finish()
        : fluxActivations(onsets.all, onsets.kick, onsets.framesPerSecond);
      return {
        durationSeconds: samples / BEAT_SAMPLE_RATE_HZ,
        activations,
        method: network ? 'network' : 'flux',
        onsets,
        spectrum,
        loudness,
        loudnessPerSecond: slotsPerSecond,
        peaks,
        peaksPerSecond: slotsPerSecond,
      };
    },
  };
};
