import { runFfmpeg } from '../native-ffmpeg';
import type { SummaryCase } from './cases';
import type { Stretch } from './check-summary';

/** Equal pieces at equal distances: what anybody does first. */
export const evenPieces = ({ durationSeconds }: SummaryCase, seconds: number): readonly Stretch[] => {
  const count = Math.max(1, Math.round(seconds / 1.25));
  const each = Math.min(seconds, durationSeconds) / count;
  return Array.from({ length: count }, (_, i) => {
    const start = ((i + 0.5) * durationSeconds) / count - each / 2;
    return { start, end: start + each };
  });
};

const SCENE_CHANGE = 0.3;

/** A piece after each of the strongest scene changes of ffmpeg's detector, as thumbnails and previews are often made. */
export const sceneStarts = async (
  ffmpeg: string,
  { path, durationSeconds }: SummaryCase,
  seconds: number,
): Promise<readonly Stretch[]> => {
  const filter = `select='gt(scene,${SCENE_CHANGE})',showinfo`;
  const words = await runFfmpeg(ffmpeg, ['-i', path, '-map', '0:v:0', '-vf', filter, '-f', 'null', '-']);
  const found = [...words.matchAll(/pts_time:([\d.]+)/g)].map((match) => Number(match[1]));
  const starts = [0, ...found].slice(0, Math.max(1, Math.round(seconds / 1.25)));
  const each = Math.min(seconds, durationSeconds) / starts.length;
  return starts.map((start) => ({ start, end: Math.min(durationSeconds, start + each) }));
};
