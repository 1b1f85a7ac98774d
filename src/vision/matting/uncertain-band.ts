import type { Plane } from '../../core/image';

/** Alpha outside this range is settled. */
export const LOW = 0.02;
export const HIGH = 0.98;

export const isUncertain = (alpha: number): boolean => alpha > LOW && alpha < HIGH;

/** Whether any alpha of the window `[left, right) x [top, bottom)` is neither subject nor background. */
export const hasEdge = (
  { widthPx, data }: Plane,
  window: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): boolean => {
  let sawSubject = false;
  let sawBackground = false;
  for (let y = window.top; y < window.bottom; y++) {
    for (let i = y * widthPx + window.left; i < y * widthPx + window.right; i++) {
      if (data[i]! >= 0.5) sawSubject = true;
      else sawBackground = true;
      if (isUncertain(data[i]!) || (sawSubject && sawBackground)) return true;
    }
  }
  return false;
};

/** Share of soft pixels among all that are not background: high for a matte that is unsure of itself. */
export const softShare = (alpha: Plane): number => {
  let soft = 0;
  let all = 0;
  for (const value of alpha.data) {
    if (value > LOW) all++;
    if (value > 0.15 && value < 0.85) soft++;
  }
  return all > 0 ? soft / all : 0;
};
