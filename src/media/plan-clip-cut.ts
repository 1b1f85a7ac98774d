import type { TimeRange } from '../core/geometry';

/** How a stretch is cut out of a file. */
export type ClipCut =
  /** Packets from this keyframe on; what lies before the start is hidden by the file's edit list. */
  | { readonly kind: 'copy'; readonly keySeconds: number; readonly startSeconds: number }
  | { readonly kind: 'encode'; readonly startSeconds: number };

/** A keyframe this near to the wanted start is taken for it: nobody sees the difference, and nothing is hidden. */
const NEAR_KEY_SECONDS = 0.12;
/** More hidden lead-in than this makes a clip slow to open; it is encoded then. */
const MAX_HIDDEN_SECONDS = 15;

/**
 * `exact` asks for a clip that begins with its first visible frame in every player and editor; else packets are copied
 * and the lead-in from the keyframe before is hidden.
 */
export const planClipCut = (
  { startSeconds, endSeconds }: TimeRange,
  keyframeTimes: readonly number[],
  exact: boolean,
): ClipCut => {
  const near = keyframeTimes.find(
    (time) => Math.abs(time - startSeconds) <= NEAR_KEY_SECONDS && time < endSeconds,
  );
  if (near !== undefined) return { kind: 'copy', keySeconds: near, startSeconds: near };
  const before = keyframeTimes.findLast((time) => time <= startSeconds);
  if (exact || before === undefined || startSeconds - before > MAX_HIDDEN_SECONDS)
    return { kind: 'encode', startSeconds };
  return { kind: 'copy', keySeconds: before, startSeconds };
};
