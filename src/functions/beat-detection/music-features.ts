import type { BeatActivations } from '../../dsp/bar-decoding';

/** Rises of energy, 0.., at `framesPerSecond`, for all bands and for three drum-like ranges. */
export interface OnsetEnvelopes {
  readonly framesPerSecond: number;
  readonly all: Float32Array;
  readonly kick: Float32Array;
  readonly snare: Float32Array;
  readonly hat: Float32Array;
}

/** Coarse spectra for section changes, `[frames, bands]` log magnitudes. */
export interface CoarseSpectrum {
  readonly framesPerSecond: number;
  readonly bands: number;
  readonly values: Float32Array;
}

/** What one pass over the sound leaves behind; a few hundred bytes for each second. */
export interface MusicFeatures {
  readonly durationSeconds: number;
  readonly activations: BeatActivations;
  /** Which tracker made the activations: the network, or onset flux when the network could not be used. */
  readonly method: 'network' | 'flux';
  readonly onsets: OnsetEnvelopes;
  readonly spectrum: CoarseSpectrum;
  /** Root mean square per 0.05 s. */
  readonly loudness: Float32Array;
  readonly loudnessPerSecond: number;
  /** Largest magnitude per `1 / peaksPerSecond`, 0..1, for drawing. */
  readonly peaks: Float32Array;
  readonly peaksPerSecond: number;
}
