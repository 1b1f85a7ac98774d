import { coverCandidatesSchema, type CoverCandidates } from '../../../core/cover-candidates';
import type { ResultOutput } from '../result-view';
import { readJson, useOutputData } from '../use-output-data';

export interface CoverSheet extends CoverCandidates {
  /** Object URL of the picture that holds all thumbnails. */
  readonly spriteUrl: string;
}

const readSheet = async (outputs: readonly ResultOutput[]): Promise<CoverSheet | null> => {
  const data = await readJson(outputs, coverCandidatesSchema);
  if (!data) return null;
  const sprite = outputs.find(({ fileName }) => fileName === data.sprite.fileName);
  return { ...data, spriteUrl: sprite?.url ?? '' };
};

/** The contact sheet that came with the covers; `undefined` while it is read, `null` where there is none. */
export const useCoverSheet = (outputs: readonly ResultOutput[]): CoverSheet | null | undefined => {
  return useOutputData(outputs, readSheet);
};
