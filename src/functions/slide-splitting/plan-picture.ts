/** A keyframe is decoded alone; the picture of a slide may be one as long as nothing was added after it. */
export const planPictureTime = (
  span: { readonly settledSeconds: number; readonly pictureSeconds: number },
  builds: readonly number[],
  keyframeTimes: readonly number[],
): number => {
  const from = Math.max(span.settledSeconds, builds.findLast((time) => time <= span.pictureSeconds) ?? 0);
  return keyframeTimes.findLast((time) => time >= from && time <= span.pictureSeconds) ?? span.pictureSeconds;
};
