import type { Rect } from './integral';
import { areaOf, boxOverlap } from './mark-track';
import type { MarkSighting } from './mark-sighting';
import type { StillMap } from './still-map';

/** From so many of one size on they are tiles of one pattern. */
const MIN_TILES = 4;
/** Strongest edges of a tile that are looked for elsewhere. */
const TEMPLATE_PIXELS = 220;
const MIN_LIKENESS = 0.55;
/** Where the pattern says that one has to be, a trace of its edges is enough: on a light ground no more is seen. */
const MIN_LATTICE_AMOUNT = 0.25;
const LATTICE_SLACK_PX = 2;
const MIN_AMOUNT = 0.45;
const MAX_TILES = 200;

const isAlike = (a: Rect, b: Rect): boolean =>
  Math.abs(a.right - a.left - b.right + b.left) <= 2 + 0.08 * (a.right - a.left) &&
  Math.abs(a.bottom - a.top - b.bottom + b.top) <= 2 + 0.15 * (a.bottom - a.top);

/** The largest group of marks of one size that are there together. */
const largestGroup = (sightings: readonly MarkSighting[]): readonly MarkSighting[] => {
  const groups = sightings.map((one) =>
    sightings.filter(
      ({ box, run }) => isAlike(one.box, box) && run.first <= one.run.last && run.last >= one.run.first,
    ),
  );
  return groups.sort((a, b) => b.length - a.length)[0] ?? [];
};

const strongest = (map: StillMap, box: Rect) => {
  const pixels: { readonly dx: number; readonly dy: number; readonly x: number; readonly y: number }[] = [];
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++) {
      const i = y * map.widthPx + x;
      if (map.length[i]! > 0) pixels.push({ dx: x - box.left, dy: y - box.top, x: map.x[i]!, y: map.y[i]! });
    }
  return pixels.sort((a, b) => Math.hypot(b.x, b.y) - Math.hypot(a.x, a.y)).slice(0, TEMPLATE_PIXELS);
};

type Pixels = ReturnType<typeof strongest>;

/** Pixels after which a place without a trace of the tile is given up. */
const FIRST_PIXELS = 20;
/** Squared likeness of these first pixels, well below that of a tile. */
const FIRST_LIKENESS = 0.09;

/** Likeness of a tile's edges with those at one place of the mean picture; 0 where it is not. */
const matchAt = (map: StillMap, pixels: Pixels, power: number, start: number): number => {
  let [along, energy, own] = [0, 0, 0];
  for (let k = 0; k < pixels.length; k++) {
    const { dx, dy, x, y } = pixels[k]!;
    const i = start + dy * map.widthPx + dx;
    const [gx, gy] = [map.x[i]!, map.y[i]!];
    along += gx * x + gy * y;
    energy += gx * gx + gy * gy;
    own += x * x + y * y;
    if (k === FIRST_PIXELS && (along <= 0 || along * along < FIRST_LIKENESS * own * energy)) return 0;
  }
  return along > MIN_AMOUNT * power ? along / Math.sqrt(power * energy + 1) : 0;
};

export interface MatchedPlace {
  readonly box: Rect;
  readonly likeness: number;
}

/** Places of a map where the strongest edges inside a box (of this or another map) are found again, best first. */
export const matchEverywhere = (map: StillMap, box: Rect, from: StillMap = map): readonly MatchedPlace[] => {
  const pixels = strongest(from, box);
  const power = pixels.reduce((sum, { x, y }) => sum + x * x + y * y, 0);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const places: MatchedPlace[] = [];
  for (let top = 0; top + height <= map.heightPx; top++)
    for (let left = 0; left + width <= map.widthPx; left++) {
      const likeness = matchAt(map, pixels, power, top * map.widthPx + left);
      if (likeness <= MIN_LIKENESS) continue;
      places.push({ box: { left, top, right: left + width, bottom: top + height }, likeness });
    }
  return places.sort((a, b) => b.likeness - a.likeness);
};

/** Share of a tile's edges found at a place, the best within a pixel. */
const amountAt = (map: StillMap, pixels: Pixels, { left, top }: Rect): number => {
  const power = pixels.reduce((sum, { x, y }) => sum + x * x + y * y, 0);
  let best = 0;
  for (let shift = 0; shift < 9; shift++) {
    const start = (top + Math.floor(shift / 3) - 1) * map.widthPx + left + (shift % 3) - 1;
    let along = 0;
    for (const { dx, dy, x, y } of pixels) {
      const i = start + dy * map.widthPx + dx;
      along += map.x[i]! * x + map.y[i]! * y;
    }
    best = Math.max(best, along / power);
  }
  return best;
};

const isInside = ({ left, top, right, bottom }: Rect, map: StillMap): boolean =>
  left > 1 && top > 1 && right < map.widthPx - 1 && bottom < map.heightPx - 1;

const moved = ({ left, top, right, bottom }: Rect, dx: number, dy: number): Rect => ({
  left: left + dx,
  top: top + dy,
  right: right + dx,
  bottom: bottom + dy,
});

/** Places to which steps between tiles lead from at least half of the others. */
const missingPlaces = (tiles: readonly Rect[], map: StillMap): readonly Rect[] => {
  const steps = tiles.flatMap((one) =>
    tiles.filter((to) => to !== one).map((to) => [to.left - one.left, to.top - one.top] as const),
  );
  const places: { readonly box: Rect; readonly from: Set<Rect> }[] = [];
  for (const start of tiles)
    for (const [dx, dy] of steps) {
      const box = moved(start, dx, dy);
      if (!isInside(box, map) || tiles.some((tile) => boxOverlap(tile, box) > 0.1)) continue;
      const known = places.find(({ box: other }) => isNear(other, box));
      if (known) known.from.add(start);
      else places.push({ box, from: new Set([start]) });
    }
  return places.filter(({ from }) => from.size >= tiles.length / 2).map(({ box }) => box);
};

const isNear = (a: Rect, b: Rect): boolean =>
  Math.abs(a.left - b.left) <= LATTICE_SLACK_PX && Math.abs(a.top - b.top) <= LATTICE_SLACK_PX;

/** Patterns of more tiles are complete enough. */
const MAX_LATTICE_TILES = 60;

/** Looks for the missing tiles of a repeated mark by the edges of the one seen best. */
export const completeTiles = (map: StillMap, sightings: readonly MarkSighting[]): readonly MarkSighting[] => {
  const group = largestGroup(sightings);
  if (group.length < MIN_TILES) return sightings;
  const middle = [...group].sort((a, b) => areaOf(a.box) - areaOf(b.box))[Math.floor(group.length / 2)]!;
  const longest = Math.max(...group.map(({ run }) => run.last - run.first));
  const like = group.filter(
    ({ box, run }) =>
      Math.abs(areaOf(box) / areaOf(middle.box) - 1) < 0.08 && run.last - run.first >= 0.95 * longest,
  );
  if (like.length === 0) return sightings;
  const best = like.sort(
    (a, b) => b.region.steadiness * b.region.pixels - a.region.steadiness * a.region.pixels,
  )[0]!;
  const tiles: MarkSighting[] = [];
  for (const { box } of matchEverywhere(map, best.box)) {
    if (tiles.length === MAX_TILES) break;
    if (tiles.every((tile) => boxOverlap(tile.box, box) < 0.1)) tiles.push({ ...best, box });
  }
  if (tiles.length > MIN_TILES && tiles.length <= MAX_LATTICE_TILES) {
    const pixels = strongest(map, best.box);
    const boxes = tiles.map(({ box }) => box);
    for (const box of missingPlaces(boxes, map))
      if (amountAt(map, pixels, box) >= MIN_LATTICE_AMOUNT) tiles.push({ ...best, box });
  }
  if (tiles.length < group.length) return sightings;
  const isCovered = ({ box }: MarkSighting) => tiles.some((tile) => boxOverlap(tile.box, box) > 0.1);
  return [...tiles, ...sightings.filter((sighting) => !isCovered(sighting))];
};
