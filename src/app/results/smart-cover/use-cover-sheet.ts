import { useEffect, useState } from 'react';
import { coverCandidatesSchema, type CoverCandidates } from '../../../core/cover-candidates';
import type { ResultOutput } from '../result-view';

export interface CoverSheet extends CoverCandidates {
  /** Object URL of the picture that holds all thumbnails. */
  readonly spriteUrl: string;
}

const readSheet = async (outputs: readonly ResultOutput[]): Promise<CoverSheet | null> => {
  const data = outputs.find(({ role, mimeType }) => role === 'data' && mimeType === 'application/json');
  if (!data) return null;
  const parsed = coverCandidatesSchema.safeParse(JSON.parse(await data.blob.text()));
  if (!parsed.success) return null;
  const sprite = outputs.find(({ fileName }) => fileName === parsed.data.sprite.fileName);
  return { ...parsed.data, spriteUrl: sprite?.url ?? '' };
};

/** The contact sheet that came with the covers; `undefined` while it is read, `null` where there is none. */
export const useCoverSheet = (outputs: readonly ResultOutput[]): CoverSheet | null | undefined => {
  const [sheet, setSheet] = useState<CoverSheet | null>();
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
