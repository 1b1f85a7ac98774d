import { chromaIndex, NO_SOURCE, readCandidate, type Candidate } from './background-candidate';
import { createSourceMap, traceSources, type SourceMap } from './background-trace';
import { planRoles, HIDDEN, type FrameRoles } from './frame-roles';
import { estimateMotion, isCut } from './masked-motion';
import { buildMotionPyramid, type MotionPyramid } from './motion-pyramid';
import { copyCrop, type PlanarCrop } from './planar-crop';

/** One frame of a window; `hidden[i] > 0` where something covers the picture, `null` where nothing does. */
export interface WindowFrame {
  readonly crop: PlanarCrop;
  readonly hidden: Uint8Array<ArrayBuffer> | null;
  /** What the crop itself says where it is hidden is off by so many code values; absent: it says nothing. */
  readonly doubt?: Float32Array;
}

export interface FillOptions {
  /** Paints what no frame shows; `hole[i] > 0` marks it. Gives a picture of the same size. */
  readonly inpaint: (crop: PlanarCrop, hole: Uint8Array<ArrayBuffer>) => Promise<PlanarCrop>;
  /** Called about twice a frame; may throw to stop. */
  readonly onStep?: (fraction: number) => void | Promise<void>;
}

/** Sources whose rim is off by more (code values) are not used: painting anew is better. */
const MAX_ERROR = 14;
/** Painted pixels count as this much further off than true ones, and as this many frames away. */
const PAINTED_ERROR = 6;
const PAINTED_DISTANCE = 10;
/** Frames of distance at which a source counts half. */
const HALF_DISTANCE = 8;
/** Squared error (code values) below which sources count alike. */
const NOISE = 4;

interface Prepared {
  readonly frames: readonly WindowFrame[];
  readonly roles: readonly (FrameRoles | null)[];
  readonly pyramids: readonly MotionPyramid[];
}

const prepare = (frames: readonly WindowFrame[]): Prepared => {
  const known = new Map<Uint8Array, FrameRoles>();
  const roles = frames.map(({ crop, hidden }) => {
    if (!hidden) return null;
    const found = known.get(hidden) ?? planRoles(hidden, crop.widthPx, crop.heightPx);
    known.set(hidden, found);
    return found;
  });
  const pyramids = frames.map(({ crop, hidden }) => buildMotionPyramid(crop.y, hidden, crop));
  return { frames, roles, pyramids };
};

/** Continues the map of a neighbouring frame; nothing is traced across a cut. */
const traceFrom = (
  window: Prepared,
  index: number,
  neighbour: number,
  maps: readonly [SourceMap, SourceMap],
) => {
  const [map, neighbourMap] = maps;
  const { frames, roles, pyramids } = window;
  map.frame.fill(-1);
  const own = pyramids[index]!;
  const other = pyramids[neighbour];
  if (!other) return;
  const motion = estimateMotion(own, other);
  if (isCut(own, other, motion)) return;
  const { widthPx, heightPx } = frames[index]!.crop;
  const neighbourHidden = roles[neighbour]?.roles ?? null;
  traceSources(roles[index]!.places, map, {
    widthPx,
    heightPx,
    motion,
    neighbour,
    neighbourHidden,
    neighbourMap,
  });
};

const weightOf = (error: number, distance: number): number =>
  1 / ((error * error + NOISE) * (1 + distance / HALF_DISTANCE));

/** The pixels to fill, and how far the crop's own are off. */
interface Places extends FrameRoles {
  readonly doubt?: Float32Array | undefined;
}

interface Mixed {
  readonly hole: Uint8Array<ArrayBuffer>;
  readonly holes: number;
}

/** Blends the candidates into `out` by how sure they are; what none knows is left as a hole. */
const mixInto = (
  out: PlanarCrop,
  { roles, places, doubt }: Places,
  [back, forward]: readonly [Candidate, Candidate | null],
  isPainted: (place: number) => boolean,
): Mixed => {
  const hole = new Uint8Array(out.y.length);
  let holes = 0;
  for (const place of places) {
    if (roles[place] !== HIDDEN) continue;
    const backError = back.error[place]!;
    const forwardError = forward ? forward.error[place]! : NO_SOURCE;
    const painted = backError < MAX_ERROR && isPainted(place);
    const a = painted
      ? weightOf(backError + PAINTED_ERROR, PAINTED_DISTANCE)
      : backError < MAX_ERROR
        ? weightOf(backError, back.distance[place]!)
        : 0;
    const b = forward && forwardError < MAX_ERROR ? weightOf(forwardError, forward.distance[place]!) : 0;
    const c = doubt ? 1 / (doubt[place]! ** 2 + NOISE) : 0;
    const all = a + b + c;
    if (all === 0) {
      hole[place] = 1;
      holes++;
      continue;
    }
    const mix = (plane: 'y' | 'u' | 'v', i: number) =>
      (out[plane][i] =
        (a * back[plane][i]! + b * (forward ? forward[plane][i]! : 0) + c * out[plane][i]!) / all + 0.5);
    mix('y', place);
    const chroma = chromaIndex(out, place);
    if (chroma < 0) continue;
    mix('u', chroma);
    mix('v', chroma);
  }
  return { hole, holes };
};

const pasteHole = (out: PlanarCrop, painted: PlanarCrop, hole: Uint8Array): void => {
  const { widthPx, chromaStep } = out;
  for (let place = 0; place < hole.length; place++) {
    if (!hole[place]) continue;
    out.y[place] = painted.y[place]!;
    const x = place % widthPx;
    const y = (place - x) / widthPx;
    const chroma = Math.floor(y / chromaStep) * (widthPx / chromaStep) + Math.floor(x / chromaStep);
    out.u[chroma] = painted.u[chroma]!;
    out.v[chroma] = painted.v[chroma]!;
  }
};

/** From here on, painted pixels (and their rim) are sources like any other: index `count + frame`. */
const adoptPainted = (
  map: SourceMap,
  { places }: FrameRoles,
  hole: Uint8Array,
  { widthPx, index }: { readonly widthPx: number; readonly index: number },
): void => {
  for (const place of places) {
    if (map.frame[place]! >= 0 && !hole[place]) continue;
    map.frame[place] = index;
    map.x[place] = place % widthPx;
    map.y[place] = Math.floor(place / widthPx);
  }
};

/** What later frames show behind the hidden pixels of each frame. */
const lookAhead = async (window: Prepared, onStep: NonNullable<FillOptions['onStep']>) => {
  const { frames, roles } = window;
  const { y } = frames[0]!.crop;
  const found: (Candidate | null)[] = frames.map(() => null);
  let [map, last] = [createSourceMap(y.length), createSourceMap(y.length)];
  for (let index = frames.length - 1; index >= 0; index--) {
    const own = roles[index];
    if (!own) continue;
    await onStep((0.5 * (frames.length - index)) / frames.length);
    traceFrom(window, index, index + 1, [map, last]);
    const frame = { index, crop: frames[index]!.crop, ...own };
    found[index] = readCandidate(frame, map, (source) => frames[source]!.crop);
    [map, last] = [last, map];
  }
  return found;
};

/**
 * Fills the hidden pixels of consecutive frames: with what earlier and later frames show there, followed along the
 * picture's motion; what no frame shows is painted once and then carried along. The given crops stay as they are.
 */
export const fillWindow = async (
  frames: readonly WindowFrame[],
  { inpaint, onStep = () => undefined }: FillOptions,
): Promise<readonly PlanarCrop[]> => {
  if (frames.length === 0) return [];
  const window = prepare(frames);
  const ahead = await lookAhead(window, onStep);
  const count = frames.length;
  const filled = frames.map(({ crop, hidden }) => (hidden ? copyCrop(crop) : crop));
  const pixels = frames[0]!.crop.y.length;
  let [map, last] = [createSourceMap(pixels), createSourceMap(pixels)];
  for (let index = 0; index < count; index++) {
    const own = window.roles[index];
    if (!own) continue;
    await onStep(0.5 + (0.5 * index) / count);
    const { crop } = frames[index]!;
    traceFrom(window, index, index - 1, [map, last]);
    const current = map;
    const back = readCandidate({ index, crop, ...own }, current, (source) => filled[source % count]!);
    const isPainted = (place: number) => current.frame[place]! >= count;
    const { hole, holes } = mixInto(
      filled[index]!,
      { ...own, doubt: frames[index]!.doubt },
      [back, ahead[index]!],
      isPainted,
    );
    if (holes > 0) {
      pasteHole(filled[index]!, await inpaint(filled[index]!, hole), hole);
      adoptPainted(current, own, hole, { widthPx: crop.widthPx, index: count + index });
    }
    [map, last] = [last, map];
  }
  return filled;
};
