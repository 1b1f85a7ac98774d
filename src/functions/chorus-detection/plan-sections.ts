import type { Candidate, Stretch } from './plan-candidates';
import { joinStretches } from './plan-chorus';

export type SectionTitle = 'Intro' | 'Verse' | 'Chorus' | 'Bridge' | 'Outro';
export interface UnitSection {
  readonly from: number;
  readonly to: number;
  readonly title: SectionTitle;
}

/** Another repeated part may touch the choruses by this share of its own length. */
const TOUCH_SHARE = 0.15;
/** An introduction is shorter than this many units; what is longer is sung. */
const LONGEST_INTRO_UNITS = 28;
/**
 * Gaps shorter than this belong to the part before them; after a chorus, whose end is known, to the part after it, and
 * between two choruses to the first.
 */
const SMALLEST_UNITS = 3;

const overlap = ([from, to]: Stretch, taken: Uint8Array): number =>
  taken.subarray(from, to).reduce((sum, value) => sum + value, 0);

/** The most of the song that repeats outside the choruses, as stretches without the choruses in them. */
const planVerses = (candidates: readonly Candidate[], chorus: Uint8Array): readonly Stretch[] => {
  let best: readonly Stretch[] = [];
  let bestWorth = 0;
  for (const { stretches, likeness } of candidates) {
    const free = stretches.filter((s) => overlap(s, chorus) <= TOUCH_SHARE * (s[1] - s[0]));
    const worth = free.length < 2 ? 0 : likeness * free.reduce((sum, [from, to]) => sum + to - from, 0);
    if (worth <= bestWorth) continue;
    best = free;
    bestWorth = worth;
  }
  return best;
};

interface Run {
  readonly from: number;
  readonly to: number;
  readonly title: SectionTitle | null;
}

/** Runs of equal labels over all units. */
const runsOf = (labels: readonly (SectionTitle | null)[]): readonly Run[] => {
  const runs: { from: number; to: number; title: SectionTitle | null }[] = [];
  labels.forEach((title, i) => {
    const last = runs.at(-1);
    if (last && last.title === title) last.to = i + 1;
    else runs.push({ from: i, to: i + 1, title });
  });
  return runs;
};

const nameGap = (from: number, to: number, count: number, sawVerse: boolean): SectionTitle => {
  if (from === 0) return to - from > LONGEST_INTRO_UNITS ? 'Verse' : 'Intro';
  if (to === count) return 'Outro';
  return sawVerse ? 'Bridge' : 'Verse';
};

/** Every unit of the song in one section. Pure. */
export const planSections = (
  choruses: readonly Stretch[],
  candidates: readonly Candidate[],
  count: number,
): readonly UnitSection[] => {
  const labels = Array.from({ length: count }, (): SectionTitle | null => null);
  const taken = new Uint8Array(count);
  for (const [from, to] of choruses) {
    labels.fill('Chorus', from, to);
    taken.fill(1, from, to);
  }
  for (const [from, to] of joinStretches(planVerses(candidates, taken))) {
    for (let i = from; i < to; i++) labels[i] ??= 'Verse';
  }
  return joinSliver(keepOneBridge(nameRuns(runsOf(labels), count)));
};

/** Every run with its name; slivers go to a neighbour. */
const nameRuns = (runs: readonly Run[], count: number): readonly UnitSection[] => {
  const sections: UnitSection[] = [];
  let start: number | null = null;
  for (const [i, run] of runs.entries()) {
    const { to, title } = run;
    const from: number = start ?? run.from;
    start = null;
    const last = sections.at(-1);
    const next = runs[i + 1];
    const isSmall = title !== 'Chorus' && to - from < SMALLEST_UNITS;
    const followsChorus = last?.title === 'Chorus' && next?.title !== 'Chorus';
    if (isSmall && followsChorus && next) {
      start = from;
      continue;
    }
    const isSliver = isSmall && !followsChorus;
    const sawVerse = sections.some((section) => section.title === 'Verse');
    const named = title ?? nameGap(from, to, count, sawVerse);
    const isSame = last?.title === named && named !== 'Chorus';
    if (last && (isSliver || isSame)) sections[sections.length - 1] = { ...last, to };
    else sections.push({ from, to, title: named });
  }
  return sections;
};

/** A bridge comes once, late in a song; other parts between are verses, and equal neighbours are one section. */
const keepOneBridge = (sections: readonly UnitSection[]): readonly UnitSection[] => {
  const last = sections.findLastIndex(({ title }) => title === 'Bridge');
  const joined: UnitSection[] = [];
  for (const [i, section] of sections.entries()) {
    const title = section.title === 'Bridge' && i !== last ? 'Verse' : section.title;
    const before = joined.at(-1);
    if (before && before.title === title && title !== 'Chorus') {
      joined[joined.length - 1] = { ...before, to: section.to };
    } else joined.push({ ...section, title });
  }
  return joined;
};

/** A song does not open with a section of a beat or two. */
const joinSliver = (sections: readonly UnitSection[]): readonly UnitSection[] => {
  const [first, second, ...rest] = sections;
  if (!first || !second || first.to - first.from >= SMALLEST_UNITS || second.title === 'Chorus')
    return sections;
  return [{ ...second, from: first.from }, ...rest];
};
