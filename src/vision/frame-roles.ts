/** What a pixel is to the fill. */
export const SEEN = 0;
export const HIDDEN = 1;
/** Seen, but traced as if it were not: tells how far the fill is off. */
export const RIM = 2;

export interface FrameRoles {
  readonly roles: Uint8Array<ArrayBuffer>;
  /** Pixels with a role other than `SEEN`, in scan order, whole 2x2 blocks. */
  readonly places: Int32Array<ArrayBuffer>;
}

/** Wide enough to judge the fill and to keep off the codec's ringing. */
const RIM_PX = 3;

/** Hidden pixels (`hidden[i] > 0`, grown to the blocks that share a colour) and the rim round them. Sides even. */
export const planRoles = (hidden: Uint8Array, widthPx: number, heightPx: number): FrameRoles => {
  const near = new Uint8Array(hidden.length);
  for (let i = 0; i < hidden.length; i++) {
    if (!hidden[i]) continue;
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    const left = Math.max(0, x - RIM_PX);
    const right = Math.min(widthPx, x + RIM_PX + 1);
    const bottom = Math.min(heightPx - 1, y + RIM_PX);
    for (let v = Math.max(0, y - RIM_PX); v <= bottom; v++)
      near.fill(1, v * widthPx + left, v * widthPx + right);
  }
  const roles = new Uint8Array(hidden.length);
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      const i = y * widthPx + x;
      const block = [i, i + 1, i + widthPx, i + widthPx + 1];
      if (!block.some((k) => near[k])) continue;
      const role = block.some((k) => hidden[k]) ? HIDDEN : RIM;
      for (const k of block) roles[k] = role;
    }
  }
  const places = Int32Array.from([...roles.keys()].filter((i) => roles[i] !== SEEN));
  return { roles, places };
};
