/** Alphas outside this range are clear or opaque, whatever the level. */
export interface LevelLimits {
  readonly least: number;
  readonly most: number;
  /** Values within this count as the commonest one. */
  readonly width: number;
  /** Values this near to it are taken for it. */
  readonly reach: number;
  /** At least this share of all must be. */
  readonly share: number;
}

/** The alpha that most half-clear pixels share, as those of a box or a plain mark do; `null` where there are many. */
export const commonLevel = (
  alphas: Float32Array,
  { least, most, width, reach, share }: LevelLimits,
): number | null => {
  const sorted = alphas.filter((value) => value > least && value < most).sort();
  let [best, level] = [0, 0];
  for (let from = 0, to = 0; from < sorted.length; from++) {
    while (to < sorted.length && sorted[to]! <= sorted[from]! + width) to++;
    if (to - from > best) [best, level] = [to - from, sorted[(from + to) >> 1]!];
  }
  const near = sorted.filter((value) => Math.abs(value - level) < reach).length;
  return near > 0 && near >= share * sorted.length ? level : null;
};
