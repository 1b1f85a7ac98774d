import { useEffect, useState } from 'react';
import { summaryShotsSchema, type SummaryShots } from '../../../core/video-summary';
import type { ResultOutput } from '../result-view';
import type { Sprite } from '../sprite-tile';

export interface ShotSheet extends Omit<SummaryShots, 'sprite'> {
  readonly sprite: Sprite;
}

const readSheet = async (outputs: readonly ResultOutput[]): Promise<ShotSheet | null> => {
  const data = outputs.find(({ role, mimeType }) => role === 'data' && mimeType === 'application/json');
  if (!data) return null;
  const parsed = summaryShotsSchema.safeParse(JSON.parse(await data.blob.text()));
  if (!parsed.success) return null;
  const { sprite, shots } = parsed.data;
  const url = outputs.find(({ fileName }) => fileName === sprite.fileName)?.url ?? '';
  return { ...parsed.data, sprite: { ...sprite, url, count: shots.length } };
};

/** The shots that came with the summary; `undefined` while they are read, `null` where there are none. */
export const useSummaryShots = (outputs: readonly ResultOutput[]): ShotSheet | null | undefined => {
  const [sheet, setSheet] = useState<ShotSheet | null>();
  const key = outputs.map(({ url }) => url).join();
  useEffect(() => {
    let isCurrent = true;
    void readSheet(outputs)
      .catch(() => null)
      .then((read) => isCurrent && setSheet(read));
    return () => {
      isCurrent = false;
    };
    // The outputs are a new array on every render; their URLs say when they really change.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return sheet;
};
