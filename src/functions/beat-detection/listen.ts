import { createNumberList } from '../../core/number-list';
import { createOnsetFlux } from '../../dsp/onset';
import { createMelStream } from '../../dsp/mel';
import type { CoarseSpectrum, OnsetEnvelopes } from './music-features';

/** Short frames for timing: 512 samples (23 ms), one every 110 (5 ms) at 22.05 kHz. */
const FINE = { sampleRateHz: 22_050, fftSamples: 512, hopSamples: 110, bands: 32, minHz: 30, maxHz: 11_000 };
/** Bands of `FINE`: up to 200 Hz, 200 Hz .. 4 kHz, above 5.5 kHz. */
const GROUPS = [
  [0, 32],
  [0, 3],
  [4, 20],
  [24, 32],
] as const;
const SPECTRUM_EVERY = 20;

/** Streams mono blocks at 22.05 kHz into onset envelopes (200 a second) and coarse spectra (10 a second). */
export const createOnsetListener = () => {
  const rows = GROUPS.map(createNumberList);
  const spectra: Float32Array[] = [];
  const flux = createOnsetFlux(FINE.bands, { lagFrames: 2, maxFilterBands: 1, groups: GROUPS });
  const rises = new Float32Array(GROUPS.length);
  const log = new Float32Array(FINE.bands);
  const mel = createMelStream(FINE, (frame, index) => {
    for (let b = 0; b < frame.length; b++) log[b] = Math.log1p(1000 * frame[b]!);
    flux.push(log, rises);
    rows.forEach((row, g) => row.push(rises[g]!));
    if (index % SPECTRUM_EVERY === 0) spectra.push(log.slice());
  });
  return {
    push: (samples: Float32Array): void => mel.push(samples),
    finish: (): { onsets: OnsetEnvelopes; spectrum: CoarseSpectrum } => {
      mel.finish();
      const framesPerSecond = FINE.sampleRateHz / FINE.hopSamples;
      const [all, kick, snare, hat] = rows.map((row) => row.finish());
      const values = new Float32Array(spectra.length * FINE.bands);
      spectra.forEach((spectrum, n) => values.set(spectrum, n * FINE.bands));
      return {
        onsets: { framesPerSecond, all: all!, kick: kick!, snare: snare!, hat: hat! },
        spectrum: { framesPerSecond: framesPerSecond / SPECTRUM_EVERY, bands: FINE.bands, values },
      };
    },
  };
};

/** Loudness (RMS) and drawing peaks of mono blocks. */
export const createLevelMeter = (sampleRateHz: number) => {
  const slotSamples = Math.round(sampleRateHz / LOUDNESS_PER_SECOND);
  const loudness: number[] = [];
  const peaks: number[] = [];
  let energy = 0;
  let peak = 0;
  let filled = 0;
  const close = (): void => {
    loudness.push(Math.sqrt(energy / Math.max(1, filled)));
    peaks.push(peak);
    energy = 0;
    peak = 0;
    filled = 0;
  };
  return {
    push: (samples: Float32Array): void => {
      for (const sample of samples) {
        energy += sample * sample;
        peak = Math.max(peak, Math.abs(sample));
        if (++filled === slotSamples) close();
      }
    },
    finish: () => {
      if (filled) close();
      return {
        loudness: Float32Array.from(loudness),
        peaks: Float32Array.from(peaks),
        slotsPerSecond: sampleRateHz / slotSamples,
      };
    },
  };
};

const LOUDNESS_PER_SECOND = 50;
