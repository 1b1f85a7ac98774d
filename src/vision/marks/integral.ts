/** Summed-area table with a zero row and column ahead: any rectangle's sum in four reads. */
export interface Integral {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sums: Float64Array;
}

export const integralOf = (data: ArrayLike<number>, widthPx: number, heightPx: number): Integral => {
  const stride = widthPx + 1;
  const sums = new Float64Array(stride * (heightPx + 1));
  for (let y = 0; y < heightPx; y++) {
    let row = 0;
    for (let x = 0; x < widthPx; x++) {
      row += data[y * widthPx + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  return { widthPx, heightPx, sums };
};

/** Whole pixels; right and bottom are outside. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const growRect = ({ left, top, right, bottom }: Rect, byX: number, byY: number, size: Size): Rect => ({
  left: Math.max(0, Math.round(left - byX)),
  top: Math.max(0, Math.round(top - byY)),
  right: Math.min(size.widthPx, Math.round(right + byX)),
  bottom: Math.min(size.heightPx, Math.round(bottom + byY)),
});

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

export const rectSum = ({ sums, widthPx }: Integral, { left, top, right, bottom }: Rect): number => {
  const stride = widthPx + 1;
  return (
    sums[bottom * stride + right]! -
    sums[top * stride + right]! -
    sums[bottom * stride + left]! +
    sums[top * stride + left]!
  );
};

/** Sum over `outer` without `inner`, which lies inside it. */
export const ringSum = (integral: Integral, outer: Rect, inner: Rect): number =>
  rectSum(integral, outer) - rectSum(integral, inner);
