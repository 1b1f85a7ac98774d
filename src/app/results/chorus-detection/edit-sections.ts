import type { SongSection } from './song-data';

/** Sections are never made shorter than this. */
const SHORTEST_SECONDS = 1;
/** An edge nearer to a bar than this jumps onto it. */
const SNAP_SECONDS = 0.6;

export const snap = (seconds: number, downbeats: readonly number[]): number => {
  const nearest = downbeats.reduce(
    (best, beat) => (Math.abs(beat - seconds) < Math.abs(best - seconds) ? beat : best),
    Infinity,
  );
  return Math.abs(nearest - seconds) <= SNAP_SECONDS ? nearest : seconds;
};

/** Moves one edge between its neighbours; a neighbour that touched it moves along. */
export const moveEdge = (
  sections: readonly SongSection[],
  index: number,
  { edge, seconds, duration }: { edge: 'start' | 'end'; seconds: number; duration: number },
): readonly SongSection[] => {
  const moved = sections[index]!;
  const other = edge === 'start' ? index - 1 : index + 1;
  const neighbour = sections[other];
  const facing = edge === 'start' ? 'end' : 'start';
  const touches = neighbour !== undefined && Math.abs(neighbour[facing] - moved[edge]) < 0.05;
  const outer =
    neighbour === undefined
      ? edge === 'start'
        ? 0
        : duration
      : touches
        ? neighbour[edge]
        : neighbour[facing];
  const room = touches ? SHORTEST_SECONDS : 0;
  const [low, high] =
    edge === 'start'
      ? [outer + room, moved.end - SHORTEST_SECONDS]
      : [moved.start + SHORTEST_SECONDS, outer - room];
  const value = Math.max(low, Math.min(high, seconds));
  return sections.map((section, i) => {
    if (i === index) return { ...section, [edge]: value };
    return touches && i === other ? { ...section, [facing]: value } : section;
  });
};
