/** Sums over frames of one size, per pixel, of the luma gradient (central differences, code values a pixel). */
export interface EdgeSums {
  readonly widthPx: number;
  readonly heightPx: number;
  frames: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Sum of squared gradient lengths. */
  readonly squares: Float32Array;
}

export const createEdgeSums = (widthPx: number, heightPx: number): EdgeSums => {
  const plane = () => new Float32Array(widthPx * heightPx);
  return { widthPx, heightPx, frames: 0, x: plane(), y: plane(), squares: plane() };
};

/** Adds one frame's gradients. The outermost pixels have none. */
export const addFrameEdges = (sums: EdgeSums, luma: Uint8Array): void => {
  const { widthPx, heightPx, x, y, squares } = sums;
  for (let row = 1; row < heightPx - 1; row++) {
    const end = (row + 1) * widthPx - 1;
    for (let i = row * widthPx + 1; i < end; i++) {
      const gx = (luma[i + 1]! - luma[i - 1]!) / 2;
      const gy = (luma[i + widthPx]! - luma[i - widthPx]!) / 2;
      x[i]! += gx;
      y[i]! += gy;
      squares[i]! += gx * gx + gy * gy;
    }
  }
  sums.frames++;
};

export const sumEdges = (
  size: { readonly widthPx: number; readonly heightPx: number },
  frames: readonly Uint8Array[],
): EdgeSums => {
  const sums = createEdgeSums(size.widthPx, size.heightPx);
  for (const luma of frames) addFrameEdges(sums, luma);
  return sums;
};
