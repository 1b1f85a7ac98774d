import type { SizePx } from './draw-slides';
import { createRandom } from './seeded-random';

type Frame = Buffer;

/** Copies a camera picture (packed RGB) into the frame. */
export const drawCamera = (
  frame: Frame,
  { widthPx }: SizePx,
  camera: { readonly pixels: Buffer; readonly size: SizePx },
  at: { readonly x: number; readonly y: number },
): void => {
  const rowBytes = camera.size.widthPx * 3;
  for (let y = 0; y < camera.size.heightPx; y++)
    camera.pixels.copy(frame, ((at.y + y) * widthPx + at.x) * 3, y * rowBytes, (y + 1) * rowBytes);
};

/** Where the camera picture lies at a time. */
export const cameraPlace = (
  kind: 'still' | 'jumps' | 'drifts',
  seconds: number,
  size: SizePx,
  camera: SizePx,
): { x: number; y: number } => {
  const right = size.widthPx - camera.widthPx - 20;
  const bottom = size.heightPx - camera.heightPx - 20;
  if (kind === 'still') return { x: right, y: bottom };
  if (kind === 'jumps') {
    const corner = Math.floor(seconds / 13) % 3;
    return { x: corner === 1 ? 20 : right, y: corner === 2 ? Math.round(size.heightPx * 0.2) : bottom };
  }
  const sway = (period: number, reach: number): number =>
    Math.round((reach * (1 + Math.sin((2 * Math.PI * seconds) / period))) / 2);
  return { x: Math.max(0, right - sway(31, right * 0.4)), y: Math.max(0, bottom - sway(23, bottom * 0.5)) };
};

type Color = readonly [number, number, number];

const setPixel = (
  frame: Frame,
  { widthPx, heightPx }: SizePx,
  [x, y]: readonly [number, number],
  color: Color,
): void => {
  if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) return;
  frame.set(color, (y * widthPx + x) * 3);
};

/** An arrow with a white rim that wanders, rests and comes back. */
export const drawPointer = (frame: Frame, size: SizePx, seconds: number): void => {
  const rest = Math.floor(seconds / 3);
  const share = Math.min(1, (seconds - rest * 3) / 0.8);
  const spot = (k: number) => {
    const random = createRandom(k * 31 + 5);
    return { x: random.between(0.1, 0.9) * size.widthPx, y: random.between(0.1, 0.9) * size.heightPx };
  };
  const [from, to] = [spot(rest), spot(rest + 1)];
  const left = Math.round(from.x + (to.x - from.x) * share);
  const top = Math.round(from.y + (to.y - from.y) * share);
  const length = Math.round(size.heightPx * 0.03);
  for (let y = 0; y < length; y++) {
    const width = Math.round(y * 0.65);
    for (let x = 0; x <= width; x++) {
      const isRim = x === 0 || x >= width - 1 || y >= length - 2;
      setPixel(frame, size, [left + x, top + y], isRim ? [255, 255, 255] : [10, 10, 10]);
    }
  }
};

/** Points of pen strokes in the order of writing, one every hundredth of a second. */
export const planInk = (seed: number, seconds: number, size: SizePx): readonly { x: number; y: number }[] => {
  const random = createRandom(seed);
  const points: { x: number; y: number }[] = [];
  while (points.length < seconds * 100) {
    const isUnderline = random.next() < 0.3;
    let x = random.between(0.1, 0.6) * size.widthPx;
    const y = random.between(0.25, 0.85) * size.heightPx;
    const letters = isUnderline ? 1 : 4 + Math.floor(random.next() * 6);
    for (let letter = 0; letter < letters; letter++) {
      const [sweep, phase] = [random.between(1.2, 2.6), random.between(0, 6)];
      const height = isUnderline ? 2 : size.heightPx * 0.022;
      const width = isUnderline ? size.widthPx * 0.16 : size.widthPx * 0.014;
      for (let k = 0; k < 24; k++) {
        const t = k / 24;
        points.push({ x: x + t * width, y: y + height * Math.sin(phase + sweep * 2 * Math.PI * t) });
      }
      x += width * 1.05;
    }
    // The pen is lifted for a moment.
    for (let k = 0; k < 60; k++) points.push({ x: -100, y: -100 });
  }
  return points;
};

const PEN: Color = [200, 24, 32];

/** A round dot of the pen. */
const dab = (frame: Frame, size: SizePx, x: number, y: number): void => {
  const radius = Math.max(1, Math.round(size.heightPx / 360));
  for (let v = -radius; v <= radius; v++) {
    const reach = Math.floor(Math.sqrt(radius * radius - v * v));
    for (let u = -reach; u <= reach; u++) setPixel(frame, size, [Math.round(x + u), Math.round(y + v)], PEN);
  }
};

/** Draws the strokes up to a number of points. */
export const drawInk = (
  frame: Frame,
  size: SizePx,
  points: readonly { x: number; y: number }[],
  count: number,
): void => {
  for (let i = 0; i < Math.min(count, points.length); i++) {
    const { x, y } = points[i]!;
    if (x < 0) continue;
    const next = points[i + 1];
    const end = next && next.x >= 0 ? next : { x, y };
    const steps = Math.max(1, Math.ceil(Math.hypot(end.x - x, end.y - y)));
    for (let s = 0; s < steps; s++)
      dab(frame, size, x + ((end.x - x) * s) / steps, y + ((end.y - y) * s) / steps);
  }
};
