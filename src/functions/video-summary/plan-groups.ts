import { signatureSimilarity, type PictureSignature } from '../../vision/picture-signature';

/** Similarity from which two rooms show the same thing: a talking head that comes back, a repeated view. */
const SAME_VIEW = 0.72;

/**
 * Numbers the rooms by what they show: each joins the first group whose first picture is like its own. Rooms of one
 * shot are always together.
 */
export const planGroups = (
  rooms: readonly { readonly shot: number; readonly signature: PictureSignature | null }[],
): readonly number[] => {
  const leaders: { readonly shot: number; readonly signature: PictureSignature | null }[] = [];
  return rooms.map((room) => {
    const found = leaders.findIndex(
      (leader) =>
        leader.shot === room.shot ||
        (leader.signature !== null &&
          room.signature !== null &&
          signatureSimilarity(leader.signature, room.signature) > SAME_VIEW),
    );
    if (found >= 0) return found;
    leaders.push(room);
    return leaders.length - 1;
  });
};

/** Numbers the rooms by the part of the video they lie in: `count` equal parts. */
export const planParts = (
  rooms: readonly { readonly startSeconds: number }[],
  durationSeconds: number,
  count: number,
): readonly number[] =>
  rooms.map(({ startSeconds }) =>
    Math.min(count - 1, Math.floor((count * startSeconds) / Math.max(1e-3, durationSeconds))),
  );
