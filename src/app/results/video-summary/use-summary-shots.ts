import { summaryShotsSchema, type SummaryShots } from '../../../core/video-summary';
import type { ResultOutput } from '../result-view';
import type { Sprite } from '../sprite-tile';
import { readJson, useOutputData } from '../use-output-data';

export interface ShotSheet extends Omit<SummaryShots, 'sprite'> {
  readonly sprite: Sprite;
}

const readSheet = async (outputs: readonly ResultOutput[]): Promise<ShotSheet | null> => {
  const data = await readJson(outputs, summaryShotsSchema);
  if (!data) return null;
  const { sprite, shots } = data;
  const url = outputs.find(({ fileName }) => fileName === sprite.fileName)?.url ?? '';
  return { ...data, sprite: { ...sprite, url, count: shots.length } };
};

/** The shots that came with the summary; `undefined` while they are read, `null` where there are none. */
export const useSummaryShots = (outputs: readonly ResultOutput[]): ShotSheet | null | undefined => {
  return useOutputData(outputs, readSheet);
};
