import type { FrameMotion } from './shot-evidence';

/**
 * Movement during each frame: the larger of the changes to it and from it. Converted clips repeat frames, and a
 * repeated frame shows no change though it may be blurred.
 */
export const planMovements = (motions: readonly FrameMotion[]): readonly FrameMotion[] =>
  motions.map((motion, i) => {
    const next = motions[i + 1] ?? motion;
    return { score: Math.max(motion.score, next.score), local: Math.max(motion.local, next.local) };
  });
