import type { BoxPx } from '../core/geometry';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle at any angle. `width` runs along `angle` (radians, clockwise as seen, y down); angle in (-pi/2, pi/2]. */
export interface OrientedBox {
  readonly centerX: number;
  readonly centerY: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

const cross = (origin: Point, a: Point, b: Point): number =>
  (a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x);

const halfHull = (points: Iterable<Point>): Point[] => {
  const hull: Point[] = [];
  for (const point of points) {
    while (hull.length > 1 && cross(hull.at(-2)!, hull.at(-1)!, point) <= 0) hull.pop();
    hull.push(point);
  }
  hull.pop();
  return hull;
};

/** Convex hull by Andrew's monotone chain (A. M. Andrew, 1979). */
export const convexHull = (points: readonly Point[]): Point[] => {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  return sorted.length < 3 ? sorted : [...halfHull(sorted), ...halfHull([...sorted].reverse())];
};

const extentAt = (hull: readonly Point[], angle: number): OrientedBox => {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const along = hull.map((point) => point.x * cos + point.y * sin);
  const across = hull.map((point) => point.y * cos - point.x * sin);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  return {
    centerX: u * cos - v * sin,
    centerY: u * sin + v * cos,
    width: right - left,
    height: bottom - top,
    angle,
  };
};

/** So that text reads along `width`: an angle within 45 degrees of level, unless the box stands upright. */
const level = (box: OrientedBox): OrientedBox => {
  const quarter = Math.PI / 2;
  const turns = Math.round(box.angle / quarter);
  const angle = box.angle - turns * quarter;
  return turns % 2 === 0 ? { ...box, angle } : { ...box, angle, width: box.height, height: box.width };
};

/** The rectangle of least area round the points; one of its sides lies along a side of the hull. */
export const smallestBox = (points: readonly Point[]): OrientedBox => {
  const hull = convexHull(points);
  let best = extentAt(hull, 0);
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i]!;
    const b = hull[(i + 1) % hull.length]!;
    const box = extentAt(hull, Math.atan2(b.y - a.y, b.x - a.x));
    if (box.width * box.height < best.width * best.height - 1e-6) best = box;
  }
  return level(best);
};

/** Corners from the top left on, clockwise as seen. */
export const cornersOf = (box: OrientedBox): readonly [Point, Point, Point, Point] => {
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  const corner = (u: number, v: number): Point => ({
    x: box.centerX + (u * box.width * cos - v * box.height * sin) / 2,
    y: box.centerY + (u * box.width * sin + v * box.height * cos) / 2,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
};

/** The upright box round it, kept inside a picture. */
export const uprightBox = (box: OrientedBox, widthPx: number, heightPx: number): BoxPx => {
  const corners = cornersOf(box);
  const left = Math.max(0, Math.min(...corners.map((corner) => corner.x)));
  const top = Math.max(0, Math.min(...corners.map((corner) => corner.y)));
  const right = Math.min(widthPx, Math.max(...corners.map((corner) => corner.x)));
  const bottom = Math.min(heightPx, Math.max(...corners.map((corner) => corner.y)));
  return { xPx: left, yPx: top, widthPx: Math.max(0, right - left), heightPx: Math.max(0, bottom - top) };
};
