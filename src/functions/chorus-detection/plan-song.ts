import { type Candidate, planCandidates, type Stretch } from './plan-candidates';
import { endAtBreaks } from './plan-breaks';
import { joinStretches, planChorus } from './plan-chorus';
import { planGrid, type SongGrid } from './plan-grid';
import { startAtLift } from './plan-lift';
import { planSections, type SectionTitle } from './plan-sections';
import { planSimilarity, type SongSimilarity } from './plan-similarity';
import type { SongMeasures } from './measure-song';
import { type SongUnits, unitsOf } from './song-units';

export interface SongSection {
  readonly start: number;
  readonly end: number;
  readonly title: SectionTitle;
}

/** Why nothing was found. */
export type SongReason = 'too-short' | 'silence' | 'no-repeats';

export interface SongStructure {
  /** All sections in order; empty for a sound without structure. */
  readonly sections: readonly SongSection[];
  /** Index of the best chorus among the sections, or -1. */
  readonly best: number;
  readonly reason: SongReason | null;
  readonly grid: SongGrid | null;
  readonly similarity: SongSimilarity | null;
}

/** A chorus and its repeat do not fit into less. */
const SHORTEST_SONG_SECONDS = 20;
const SILENT_DB = -65;

const nothing = (reason: SongReason): SongStructure => ({
  sections: [],
  best: -1,
  reason,
  grid: null,
  similarity: null,
});

/** The fullest chorus that is played in full length. */
const bestChorus = (units: SongUnits, choruses: readonly Stretch[]): number => {
  const longest = Math.max(...choruses.map(([from, to]) => to - from));
  const meanOf = (values: Float32Array, [from, to]: Stretch): number =>
    values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  const worth = (s: Stretch): number =>
    meanOf(units.loudnessDb, s) + 3 * meanOf(units.brightness, s) + (s[1] - s[0] >= 0.7 * longest ? 10 : 0);
  return choruses.reduce((best, s, i) => (worth(s) > worth(choruses[best]!) ? i : best), 0);
};

const describe = (
  units: SongUnits,
  grid: SongGrid,
  candidates: readonly Candidate[],
): Pick<SongStructure, 'sections' | 'best' | 'reason'> => {
  const repeats = planChorus(candidates);
  if (repeats.length === 0) return { sections: [], best: -1, reason: 'no-repeats' };
  const started = startAtLift(repeats, units, grid);
  const choruses = joinStretches(endAtBreaks(started, units.loudnessDb, grid));
  const planned = planSections(choruses, candidates, units.count);
  const chosen = choruses[bestChorus(units, choruses)]!;
  return {
    sections: planned.map(({ from, to, title }) => ({
      start: grid.edges[from]!,
      end: grid.edges[to]!,
      title,
    })),
    best: planned.findIndex(({ from, title }) => title === 'Chorus' && from === chosen[0]),
    reason: null,
  };
};

/** The structure of a song from its measures. Pure. */
export const planSong = (measures: SongMeasures): SongStructure => {
  if (measures.durationSeconds < SHORTEST_SONG_SECONDS) return nothing('too-short');
  const loudest = measures.power.reduce((top, value) => Math.max(top, value), 0);
  if (10 * Math.log10(loudest + 1e-12) < SILENT_DB) return nothing('silence');
  const grid = planGrid(measures);
  const units = unitsOf(measures, grid);
  const similarity = planSimilarity(units);
  return { ...describe(units, grid, planCandidates(units, grid, similarity)), grid, similarity };
};
