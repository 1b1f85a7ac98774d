import { clamp, type TimeRange } from '../../core/geometry';

/** A stretch free of cuts round a chosen frame. */
export interface MomentRoom extends TimeRange {
  readonly centerSeconds: number;
}

/** A moment shorter than this can not be understood. */
export const MIN_MOMENT_SECONDS = 0.8;
const MAX_MOMENTS = 5;
/** Length at which a moment is best seen; longer GIFs show more moments. */
const GOOD_MOMENT_SECONDS = 1.3;

/** How many moments a GIF of this length joins. */
export const momentCount = (gifSeconds: number): number =>
  clamp(Math.round(gifSeconds / GOOD_MOMENT_SECONDS), 1, MAX_MOMENTS);

/** Neighbouring rooms must not share frames: where they overlap both end half-way between their centres. */
const separate = (rooms: readonly MomentRoom[]): readonly MomentRoom[] =>
  rooms.map((room, i) => {
    const before = rooms[i - 1];
    const after = rooms[i + 1];
    const low = before ? (before.centerSeconds + room.centerSeconds) / 2 : Number.NEGATIVE_INFINITY;
    const high = after ? (after.centerSeconds + room.centerSeconds) / 2 : Number.POSITIVE_INFINITY;
    return {
      centerSeconds: room.centerSeconds,
      startSeconds: Math.max(room.startSeconds, low),
      endSeconds: Math.min(room.endSeconds, high),
    };
  });

/** Shares `total` among rooms of limited size: all get the same unless their room is smaller. */
const shareOut = (sizes: readonly number[], total: number): readonly number[] => {
  const shares = sizes.map(() => 0);
  let left = total;
  let open = sizes.map((_, i) => i);
  while (open.length > 0 && left > 1e-6) {
    const each = left / open.length;
    for (const i of open) {
      const more = Math.min(each, sizes[i]! - shares[i]!);
      shares[i] = shares[i]! + more;
      left -= more;
    }
    open = open.filter((i) => sizes[i]! - shares[i]! > 1e-6);
  }
  return shares;
};

/**
 * Cuts one moment out of each room, in order of time, together `totalSeconds` long where there is room for that.
 * Rooms too small to show anything are dropped as long as others remain.
 */
export const planMoments = (rooms: readonly MomentRoom[], totalSeconds: number): readonly TimeRange[] => {
  const ordered = separate([...rooms].sort((a, b) => a.centerSeconds - b.centerSeconds));
  const size = (room: MomentRoom): number => Math.max(0, room.endSeconds - room.startSeconds);
  const least = Math.min(MIN_MOMENT_SECONDS, totalSeconds);
  const large = ordered.filter((room) => size(room) >= least);
  const used = large.length > 0 ? large : [...ordered].sort((a, b) => size(b) - size(a)).slice(0, 1);
  const lengths = shareOut(used.map(size), totalSeconds);
  return used.map((room, i) => {
    const length = lengths[i]!;
    const start = clamp(room.centerSeconds - length / 2, room.startSeconds, room.endSeconds - length);
    return { startSeconds: start, endSeconds: start + length };
  });
};
