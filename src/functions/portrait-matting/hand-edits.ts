import { toBoxPx } from '../../core/geometry';
import type { Plane } from '../../core/image';
import type { Params } from './subject-kind';

/** Strokes fade out over this share of their radius, so that the edge stays soft. */
const SOFT_RIM = 0.35;

type Edits = Pick<Params, 'Keep' | 'Remove' | 'Strokes'>;
type Stroke = Params['Strokes'][number];

const isAt = ({ Start, End }: Stroke, timeSeconds: number): boolean =>
  timeSeconds >= (Start ?? 0) && timeSeconds <= (End ?? Number.POSITIVE_INFINITY);

/** Distance of a point to the segment `a b`. */
const distanceTo = (
  x: number,
  y: number,
  a: readonly [number, number],
  b: readonly [number, number],
): number => {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = dx * dx + dy * dy;
  const share = length > 0 ? Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) : 0;
  return Math.hypot(x - a[0] - share * dx, y - a[1] - share * dy);
};

/** Pulls alpha towards `value` inside a box given in pixels; changes `alpha` in place. */
const fillBox = (alpha: Plane, box: Params['Keep'][number], value: number): void => {
  const { xPx, yPx, widthPx, heightPx } = toBoxPx(box, alpha.widthPx, alpha.heightPx);
  const left = Math.round(xPx);
  const right = Math.min(alpha.widthPx, Math.round(xPx + widthPx));
  const bottom = Math.min(alpha.heightPx, Math.round(yPx + heightPx));
  for (let y = Math.round(yPx); y < bottom; y++) {
    alpha.data.fill(value, y * alpha.widthPx + left, y * alpha.widthPx + right);
  }
};

const paintSegment = (
  alpha: Plane,
  [a, b]: readonly [readonly [number, number], readonly [number, number]],
  radiusPx: number,
  value: number,
): void => {
  const left = Math.max(0, Math.floor(Math.min(a[0], b[0]) - radiusPx));
  const right = Math.min(alpha.widthPx - 1, Math.ceil(Math.max(a[0], b[0]) + radiusPx));
  const top = Math.max(0, Math.floor(Math.min(a[1], b[1]) - radiusPx));
  const bottom = Math.min(alpha.heightPx - 1, Math.ceil(Math.max(a[1], b[1]) + radiusPx));
  const core = radiusPx * (1 - SOFT_RIM);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const distance = distanceTo(x + 0.5, y + 0.5, a, b);
      if (distance >= radiusPx) continue;
      const i = y * alpha.widthPx + x;
      const share = distance <= core ? 1 : (radiusPx - distance) / (radiusPx - core);
      const painted = alpha.data[i]! + share * (value - alpha.data[i]!);
      // Segments overlap at their joints: the stronger of them counts, not their sum.
      alpha.data[i] = value > 0.5 ? Math.max(alpha.data[i]!, painted) : Math.min(alpha.data[i]!, painted);
    }
  }
};

const paintStroke = (alpha: Plane, { Mode, Radius, Points }: Stroke): void => {
  const points = Points.map(([x, y]) => [x * alpha.widthPx, y * alpha.heightPx] as const);
  const radiusPx = Math.max(1, Radius * alpha.widthPx);
  for (let i = 0; i < points.length; i++) {
    const segment = [points[Math.max(0, i - 1)]!, points[i]!] as const;
    paintSegment(alpha, segment, radiusPx, Mode === 'keep' ? 1 : 0);
  }
};

/** Whether a person changed anything by hand. */
export const hasEdits = ({ Keep, Remove, Strokes }: Edits): boolean =>
  Keep.length + Remove.length + Strokes.length > 0;

/** Lays boxes and strokes made by hand over a matte, before its edges are refined. Changes `alpha` in place. */
export const applyEdits = (alpha: Plane, edits: Edits, timeSeconds: number): void => {
  for (const box of edits.Keep) fillBox(alpha, box, 1);
  for (const box of edits.Remove) fillBox(alpha, box, 0);
  for (const stroke of edits.Strokes) if (isAt(stroke, timeSeconds)) paintStroke(alpha, stroke);
};
