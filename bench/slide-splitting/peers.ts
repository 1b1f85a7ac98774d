import { decodeFrames, runFfmpeg } from '../native-ffmpeg';

/** Change at each moment, as a peer sees it. */
export interface ChangeCurve {
  readonly times: readonly number[];
  readonly scores: readonly number[];
}

/** ffmpeg's scene score of every frame. */
export const sceneCurve = async (ffmpeg: string, path: string): Promise<ChangeCurve> => {
  const filter = "select='gte(scene,0)',metadata=print";
  const text = await runFfmpeg(ffmpeg, ['-i', path, '-an', '-vf', filter, '-f', 'null', '-']);
  const times = [...text.matchAll(/pts_time:([\d.]+)/g)].map(([, time]) => Number(time));
  const scores = [...text.matchAll(/scene_score=([\d.]+)/g)].map(([, score]) => Number(score));
  return { times, scores };
};

const SMALL = { widthPx: 160, heightPx: 90, pixelFormat: 'gray' } as const;
const SAMPLES_PER_SECOND = 2;

/** Mean difference of small grey pictures, twice a second: what a quick script does. */
export const differenceCurve = async (ffmpeg: string, path: string): Promise<ChangeCurve> => {
  const [times, scores]: [number[], number[]] = [[], []];
  let before: Buffer | null = null;
  let index = 0;
  for await (const frame of decodeFrames(ffmpeg, path, {
    ...SMALL,
    filter: `fps=${SAMPLES_PER_SECOND}:round=up`,
  })) {
    let sum = 0;
    if (before) for (let i = 0; i < frame.length; i++) sum += Math.abs(frame[i]! - before[i]!);
    times.push(index++ / SAMPLES_PER_SECOND);
    scores.push(sum / frame.length);
    before = Buffer.from(frame);
  }
  return { times, scores };
};

/** Boundaries at a threshold: peaks above it, none within two seconds of the one before. */
export const boundariesAt = ({ times, scores }: ChangeCurve, threshold: number): number[] => {
  const found: number[] = [];
  for (const [i, score] of scores.entries())
    if (score >= threshold && times[i]! - (found.at(-1) ?? -Infinity) >= 2 && times[i]! > 0.5)
      found.push(times[i]!);
  return found;
};

/** Every score that occurs, thinned, is a threshold worth trying. */
export const thresholdsOf = (curves: readonly ChangeCurve[]): number[] => {
  const all = curves.flatMap(({ scores }) => [...scores].sort((a, b) => b - a).slice(0, 60));
  return [...new Set(all.map((score) => Number(score.toPrecision(2))))].filter((score) => score > 0);
};
