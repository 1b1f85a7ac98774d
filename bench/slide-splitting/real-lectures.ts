import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface RealLecture {
  readonly name: string;
  readonly path: string;
  readonly boundaries: readonly number[];
}

/**
 * The steps of slide C in szanni_test.mp4 are builds ("1/4" ... "4/4" come beside the letter, the first at 14.97 s and the
 * last at 29.97 s), so they are no boundaries when builds are merged.
 */
const BUILDS: Readonly<Record<string, readonly number[]>> = {
  'szanni_test.mp4': [14.967, 19.967, 24.967, 29.967],
};

export const readRealLectures = async (mediaRoot: string): Promise<readonly RealLecture[]> => {
  const folder = join(mediaRoot, 'lectures');
  const truthPath = join(folder, 'slides_gt.json');
  if (!existsSync(truthPath)) return [];
  const truth = JSON.parse(await readFile(truthPath, 'utf8')) as Record<string, { transitions_s: number[] }>;
  return Object.entries(truth).map(([name, { transitions_s }]) => ({
    name,
    path: join(folder, name),
    boundaries: transitions_s.filter((time) => !BUILDS[name]?.includes(time)),
  }));
};
