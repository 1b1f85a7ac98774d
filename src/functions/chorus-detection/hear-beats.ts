import { createNumberList } from '../../core/number-list';
import type { BeatActivations } from '../../dsp/bar-decoding';
import { fluxActivations } from '../../dsp/flux-activations';
import { createMelStream } from '../../dsp/mel';
import { createOnsetFlux } from '../../dsp/onset';
import type { BeatActivationStream } from '../../models/beat-activations';
import { SONG_RATE_HZ } from './measure-song';

/** 5 ms steps. */
const RHYTHM = {
  sampleRateHz: SONG_RATE_HZ,
  fftSamples: 512,
  hopSamples: 110,
  bands: 32,
  minHz: 30,
  maxHz: 11_000,
};
/** All bands, and those up to 200 Hz. */
const GROUPS = [
  [0, 32],
  [0, 3],
] as const;
const COMPRESSION = 1000;

/** Beat activations from onset flux: what remains without the network. */
const createFluxListener = (): BeatActivationStream => {
  const flux = createOnsetFlux(RHYTHM.bands, { lagFrames: 2, maxFilterBands: 1, groups: GROUPS });
  const log = new Float32Array(RHYTHM.bands);
  const rises = new Float32Array(GROUPS.length);
  const all = createNumberList();
  const low = createNumberList();
  const stream = createMelStream(RHYTHM, (mel) => {
    for (let b = 0; b < mel.length; b++) log[b] = Math.log1p(COMPRESSION * mel[b]!);
    flux.push(log, rises);
    all.push(rises[0]!);
    low.push(rises[1]!);
  });
  return {
    push: async (samples) => stream.push(samples),
    finish: async (): Promise<BeatActivations> => {
      stream.finish();
      const framesPerSecond = SONG_RATE_HZ / RHYTHM.hopSamples;
      return fluxActivations(all.finish(), low.finish(), framesPerSecond);
    },
  };
};

/** Hears beats in mono blocks at `SONG_RATE_HZ`: by the network, or by onset flux without one. */
export const createBeatListener = (network: BeatActivationStream | null): BeatActivationStream =>
  network ?? createFluxListener();
