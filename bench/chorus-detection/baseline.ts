import {
  createSongMeter,
  type SoundMeasures,
  SONG_RATE_HZ,
} from '../../src/functions/chorus-detection/measure-song';
import type { Span } from '../music-scoring/segments';
import { decodePcm } from '../native-ffmpeg';

const FRAMES_PER_SECOND = SONG_RATE_HZ / 2048;
const CLIP_SECONDS = 15;
const SHORTEST_LAG_SECONDS = 10;
const STEP_SECONDS = 0.5;
/** Other lags count as repeats when they are this close to the best. */
const REPEAT_SHARE = 0.9;

export const measureFile = async (ffmpeg: string, path: string): Promise<SoundMeasures> => {
  const [mono] = await decodePcm(ffmpeg, path, { sampleRateHz: SONG_RATE_HZ, channels: 1 });
  const meter = createSongMeter();
  meter.push(mono!);
  return meter.finish();
};

/** Unit chroma rows at `STEP_SECONDS`. */
const chromaRows = ({ pitches, frames }: SoundMeasures): number[][] => {
  const step = STEP_SECONDS * FRAMES_PER_SECOND;
  return Array.from({ length: Math.floor(frames / step) }, (_, i) => {
    const row = Array.from({ length: 12 }, () => 0);
    for (let f = Math.round(i * step); f < Math.round((i + 1) * step); f++) {
      for (let b = 0; b < 36; b++) row[Math.round(b / 3) % 12]! += pitches[f * 36 + b]!;
    }
    const mean = row.reduce((sum, value) => sum + value, 0) / 12;
    const centred = row.map((value) => value - mean);
    const norm = Math.hypot(...centred) || 1;
    return centred.map((value) => value / norm);
  });
};

/**
 * One time lag, after Goto's RefraiD (2003) in its usual short form: the 15 s that are most alike some time later, and every
 * place that is nearly as alike.
 */
export const timeLagChoruses = (measures: SoundMeasures): readonly Span[] => {
  const rows = chromaRows(measures);
  const clip = CLIP_SECONDS / STEP_SECONDS;
  const alike = (a: number, b: number): number => {
    let sum = 0;
    for (let k = 0; k < clip; k++)
      sum += rows[a + k]!.reduce((dot, value, c) => dot + value * rows[b + k]![c]!, 0);
    return sum / clip;
  };
  let best = { start: 0, score: -Infinity };
  for (let a = 0; a + clip < rows.length; a += 2) {
    for (let b = a + SHORTEST_LAG_SECONDS / STEP_SECONDS; b + clip < rows.length; b += 2) {
      const score = alike(a, b);
      if (score > best.score) best = { start: a, score };
    }
  }
  const starts: number[] = [];
  for (let b = 0; b + clip < rows.length; b++) {
    if (alike(best.start, b) < best.score * REPEAT_SHARE) continue;
    if (b - (starts.at(-1) ?? -Infinity) >= clip) starts.push(b);
  }
  return starts.map((b) => ({ start: b * STEP_SECONDS, end: (b + clip) * STEP_SECONDS }));
};
