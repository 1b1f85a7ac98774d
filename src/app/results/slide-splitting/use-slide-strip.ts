import { useEffect, useState } from 'react';
import { slideStripSchema, type SlideStrip } from '../../../core/slides-result';
import type { Sprite } from '../sprite-tile';
import type { ResultOutput } from '../result-view';

export interface OpenStrip extends SlideStrip {
  readonly tiles: Sprite | null;
}

const readStrip = async (outputs: readonly ResultOutput[]): Promise<OpenStrip | null> => {
  const data = outputs.find(({ role, mimeType }) => role === 'data' && mimeType === 'application/json');
  if (!data) return null;
  const parsed = slideStripSchema.safeParse(JSON.parse(await data.blob.text()));
  if (!parsed.success) return null;
  const { sprite, segments } = parsed.data;
  const picture = sprite && outputs.find(({ fileName }) => fileName === sprite.fileName);
  const tiles = sprite && picture ? { ...sprite, url: picture.url, count: segments.length } : null;
  return { ...parsed.data, tiles };
};

/** The slides that came with the job; `undefined` while they are read, `null` where there are none. */
export const useSlideStrip = (outputs: readonly ResultOutput[]): OpenStrip | null | undefined => {
  const [strip, setStrip] = useState<OpenStrip | null>();
  const key = outputs.map(({ url }) => url).join();
  useEffect(() => {
    let isCurrent = true;
    void readStrip(outputs)
      .catch(() => null)
      .then((read) => isCurrent && setStrip(read));
    return () => {
      isCurrent = false;
    };
    // The outputs are a new array on every render; their URLs say when they really change.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return strip;
};
