import type { LumaStack } from './mark-track';

/** Every so many pixels one is compared. */
const STRIDE = 37;
/** Code values from which a pixel has changed, and the share of them that makes another shot. */
const CHANGE = 18;
const CUT_SHARE = 0.42;
/** A cut stands out against the changes around it: fast motion goes on for longer. */
const STANDS_OUT = 1.6;

const changedShare = (a: Uint8Array, b: Uint8Array): number => {
  let changed = 0;
  let all = 0;
  for (let i = 0; i < a.length; i += STRIDE, all++) if (Math.abs(a[i]! - b[i]!) > CHANGE) changed++;
  return changed / Math.max(1, all);
};

/** Numbers of the frames that begin a shot. Good enough to tell what belongs to one; thinned frames suffice. */
export const findCuts = ({ frames }: LumaStack): readonly number[] => {
  const shares = frames.map((frame, index) => (index === 0 ? 0 : changedShare(frames[index - 1]!, frame)));
  return shares.flatMap((share, index) => {
    const around = Math.max(shares[index - 1] ?? 0, shares[index + 1] ?? 0);
    return share > CUT_SHARE && share > STANDS_OUT * around ? [index] : [];
  });
};
