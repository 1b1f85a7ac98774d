import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { decodePcm, runFfmpeg } from '../native-ffmpeg';

export const RATE_HZ = 48_000;
/** Windows in which the mix is explained by its inputs. */
const WINDOW_SECONDS = 0.5;

/** Mono float samples at 48 kHz, by native ffmpeg. */
export const decodeMono = async (ffmpeg: string, path: string): Promise<Float32Array> =>
  (await decodePcm(ffmpeg, path, { sampleRateHz: RATE_HZ, channels: 1 }))[0]!;

export interface MeterReading {
  readonly lufs: number;
  readonly truePeakDb: number;
}

/** ffmpeg's EBU R128 meter: independent of ours. */
export const readMeter = async (ffmpeg: string, path: string): Promise<MeterReading> => {
  const text = await runFfmpeg(ffmpeg, ['-i', path, '-vn', '-af', 'ebur128=peak=true', '-f', 'null', '-']);
  const summary = text.slice(text.lastIndexOf('Summary:'));
  return {
    lufs: Number(/I:\s+(-?[\d.]+|-inf)/.exec(summary)?.[1] ?? Number.NaN),
    truePeakDb: Number(/Peak:\s+(-?[\d.]+|-inf)/.exec(summary)?.[1] ?? Number.NaN),
  };
};

export const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

export const largestJump = (samples: Float32Array): number => {
  let largest = 0;
  for (let n = 1; n < samples.length; n++)
    largest = Math.max(largest, Math.abs(samples[n]! - samples[n - 1]!));
  return largest;
};

/** A lossy file without gapless information starts later by its encoder's delay; none is longer. */
const MAX_LAG_FRAMES = 3000;
/** The lag is told from this much of the sound. */
const LAG_WINDOW_FRAMES = 2 * RATE_HZ;

const product = (a: Float32Array, aFrom: number, b: Float32Array, bFrom: number): number => {
  let sum = 0;
  for (let n = 0; n < LAG_WINDOW_FRAMES; n++) sum += a[aFrom + n]! * b[bFrom + n]!;
  return sum;
};

/** Frames by which a decoded mix is later than its inputs, by cross-correlation with the music at `fromFrame`. */
export const lagOf = (mix: Float32Array, music: Float32Array, fromFrame: number): number => {
  let best = { lag: 0, likeness: 0 };
  for (let lag = 0; lag <= MAX_LAG_FRAMES; lag++) {
    if (fromFrame + lag + LAG_WINDOW_FRAMES > mix.length) break;
    const likeness = Math.abs(product(mix, fromFrame + lag, music, fromFrame));
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best.lag;
};

/** Gains of voice and music that explain each window of the mix best (least squares), and their levels in it. */
export interface WindowGains {
  readonly timeSeconds: number;
  readonly musicGain: number;
  readonly voiceDb: number;
  readonly musicDb: number;
}

export const explainMix = (mix: Float32Array, voice: Float32Array, music: Float32Array): WindowGains[] => {
  const size = WINDOW_SECONDS * RATE_HZ;
  const windows: WindowGains[] = [];
  for (let at = 0; at + size <= Math.min(mix.length, music.length); at += size) {
    let [vv, mm, vm, xv, xm] = [1e-12, 1e-12, 0, 0, 0];
    for (let n = at; n < at + size; n++) {
      const v = voice[n] ?? 0;
      vv += v * v;
      mm += music[n]! * music[n]!;
      vm += v * music[n]!;
      xv += mix[n]! * v;
      xm += mix[n]! * music[n]!;
    }
    const determinant = vv * mm - vm * vm;
    const voiceGain = vv < 1e-6 ? 0 : (xv * mm - xm * vm) / determinant;
    const musicGain = vv < 1e-6 ? xm / mm : (xm * vv - xv * vm) / determinant;
    windows.push({
      timeSeconds: at / RATE_HZ,
      musicGain,
      voiceDb: 10 * Math.log10((voiceGain * voiceGain * vv) / size + 1e-12),
      musicDb: 10 * Math.log10((musicGain * musicGain * mm) / size + 1e-12),
    });
  }
  return windows;
};

const inEnergy = (levels: readonly number[]): number =>
  10 * Math.log10(levels.reduce((sum, dB) => sum + 10 ** (dB / 10), 0) / Math.max(1, levels.length));

/** Voice over music in dB, energies averaged over the windows wholly inside speech. */
export const voiceOverMusic = (
  windows: readonly WindowGains[],
  speech: readonly (readonly [number, number])[],
): number => {
  const inside = windows.filter(({ timeSeconds: t }) =>
    speech.some(([from, to]) => t >= from && t + WINDOW_SECONDS <= to),
  );
  return inEnergy(inside.map(({ voiceDb }) => voiceDb)) - inEnergy(inside.map(({ musicDb }) => musicDb));
};

/** Seconds after the last word until the music is within 1 dB of where it settles; `Infinity` when it never is. */
export const recoverySeconds = (windows: readonly WindowGains[], lastWord: number): number => {
  const after = windows.filter(({ timeSeconds }) => timeSeconds >= lastWord);
  const settled = after.slice(8, 20).map(({ musicGain }) => Math.abs(musicGain));
  const usual = settled.reduce((sum, gain) => sum + gain, 0) / Math.max(1, settled.length);
  const back = after.find(({ musicGain }) => Math.abs(musicGain) >= usual * 10 ** (-1 / 20));
  return back ? back.timeSeconds - lastWord : Infinity;
};
