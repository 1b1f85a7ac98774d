/**
 * Picks the frames of a thinned stream: of each step of `1 / maxFrameRate` the frame nearest to the step's grid time.
 * Times must come in ascending order.
 */
export const createFrameThinner = (
  maxFrameRate: number | undefined,
  frameRate: number,
  startSeconds: number,
) => {
  if (maxFrameRate === undefined || maxFrameRate <= 0) return () => true;
  const step = 1 / maxFrameRate;
  // A frame at most half a source step early is nearer to the grid time than the one after it.
  const early = Math.min(step, frameRate > 0 ? 1 / frameRate : 0) / 2;
  let due: number | null = null;
  return (timeSeconds: number): boolean => {
    due ??= Math.max(startSeconds, timeSeconds);
    if (timeSeconds < due - early) return false;
    due += step * Math.max(1, Math.floor((timeSeconds + early - due) / step) + 1);
    return true;
  };
};
