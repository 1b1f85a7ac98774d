import { createNumberList } from '../../core/number-list';
import type { BeatActivations } from '../../dsp/bar-decoding';
import { createConstantQStream } from '../../dsp/constant-q';
import { createMelStream } from '../../dsp/mel';
import { createTuningEstimator } from '../../dsp/tuning';

export const SONG_RATE_HZ = 22_050;
/** About 93 ms: fine enough for beats, coarse enough for harmony. */
const HOP = 2048;
export const FRAMES_PER_SECOND = SONG_RATE_HZ / HOP;

const BINS_PER_OCTAVE = 36;
const HARMONY = {
  sampleRateHz: SONG_RATE_HZ,
  fftSamples: 8192,
  hopSamples: HOP,
  minHz: 65.406,
  octaves: 6,
  binsPerOctave: BINS_PER_OCTAVE,
};
const TIMBRE = {
  sampleRateHz: SONG_RATE_HZ,
  fftSamples: 2048,
  hopSamples: HOP,
  bands: 40,
  minHz: 40,
  maxHz: 10_500,
};
/** Log compression of magnitudes, after Müller, "Fundamentals of Music Processing" section 3.1.2.1. */
const CHROMA_COMPRESSION = 100;
const MEL_COMPRESSION = 1000;
export const TIMBRE_BANDS = TIMBRE.bands;

/** What one pass over a song keeps of its sound: about 2 kB a second. */
export interface SoundMeasures {
  readonly durationSeconds: number;
  /** Harmony in thirds of a semitone, C first: `[frames, 36]`. */
  readonly pitches: Float32Array;
  /** Log mel magnitudes `[frames, TIMBRE_BANDS]`. */
  readonly timbre: Float32Array;
  /** Mean square per frame. */
  readonly power: Float32Array;
  readonly frames: number;
  /** Semitones by which the song is sharp. */
  readonly tuningSemitones: number;
}

export interface SongMeasures extends SoundMeasures {
  readonly beats: BeatActivations;
}

const createHarmony = () => {
  const tuning = createTuningEstimator(HARMONY.minHz, BINS_PER_OCTAVE);
  const rows = createNumberList();
  const row = new Float32Array(BINS_PER_OCTAVE);
  const stream = createConstantQStream(HARMONY, (magnitudes) => {
    tuning.push(magnitudes);
    row.fill(0);
    for (let b = 0; b < magnitudes.length; b++) {
      row[b % BINS_PER_OCTAVE]! += Math.log1p(CHROMA_COMPRESSION * magnitudes[b]!);
    }
    rows.append(row);
  });
  return { stream, rows, tuning };
};

const createTimbre = () => {
  const rows = createNumberList();
  const stream = createMelStream(TIMBRE, (mel) =>
    rows.append(mel.map((m) => Math.log1p(MEL_COMPRESSION * m))),
  );
  return { stream, rows };
};

const createPower = () => {
  const values = createNumberList();
  let sum = 0;
  let filled = 0;
  return {
    values,
    push: (samples: Float32Array): void => {
      for (const sample of samples) {
        sum += sample * sample;
        if (++filled < HOP) continue;
        values.push(sum / HOP);
        sum = 0;
        filled = 0;
      }
    },
  };
};

/** Streams mono blocks at `SONG_RATE_HZ`. */
export const createSongMeter = () => {
  const harmony = createHarmony();
  const timbre = createTimbre();
  const power = createPower();
  let samples = 0;
  return {
    push: (block: Float32Array): void => {
      samples += block.length;
      for (const part of [harmony.stream, timbre.stream, power]) part.push(block);
    },
    finish: (): SoundMeasures => {
      for (const part of [harmony, timbre]) part.stream.finish();
      const frames = Math.min(
        harmony.rows.count() / BINS_PER_OCTAVE,
        timbre.rows.count() / TIMBRE.bands,
        power.values.count(),
      );
      return {
        durationSeconds: samples / SONG_RATE_HZ,
        pitches: harmony.rows.finish().subarray(0, frames * BINS_PER_OCTAVE),
        timbre: timbre.rows.finish().subarray(0, frames * TIMBRE.bands),
        power: power.values.finish().subarray(0, frames),
        frames,
        tuningSemitones: harmony.tuning.semitones(),
      };
    },
  };
};
