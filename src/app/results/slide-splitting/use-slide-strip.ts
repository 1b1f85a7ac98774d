import { slideStripSchema, type SlideStrip } from '../../../core/slides-result';
import type { Sprite } from '../sprite-tile';
import type { ResultOutput } from '../result-view';
import { readJson, useOutputData } from '../use-output-data';

export interface OpenStrip extends SlideStrip {
  readonly tiles: Sprite | null;
}

const readStrip = async (outputs: readonly ResultOutput[]): Promise<OpenStrip | null> => {
  const data = await readJson(outputs, slideStripSchema);
  if (!data) return null;
  const { sprite, segments } = data;
  const picture = sprite && outputs.find(({ fileName }) => fileName === sprite.fileName);
  const tiles = sprite && picture ? { ...sprite, url: picture.url, count: segments.length } : null;
  return { ...data, tiles };
};

/** The slides that came with the job; `undefined` while they are read, `null` where there are none. */
export const useSlideStrip = (outputs: readonly ResultOutput[]): OpenStrip | null | undefined => {
  return useOutputData(outputs, readStrip);
};
