import { cellOf, chromaIndex, NO_SOURCE, readCandidate, type Candidate } from './background-candidate';
import { createSourceMap, traceSources, type SourceMap } from './background-trace';
import { planRoles, HIDDEN, type FrameRoles } from './frame-roles';
import { estimateMotion, isCut } from './masked-motion';
import { buildMotionPyramid, type MotionPyramid } from './motion-pyramid';
import { measureDepth, estimatePaintingError } from './painting-error';
import { copyCrop, type PlanarCrop } from './planar-crop';

/** One frame of a window; `hidden[i] > 0` where something covers the picture, `null` where nothing does. */
export interface WindowFrame {
  readonly crop: PlanarCrop;
  readonly hidden: Uint8Array<ArrayBuffer> | null;
  /** What the crop itself says where it is hidden is off by so many code values; infinite or absent: it says nothing. */
  readonly doubt?: Float32Array;
}

export interface FillOptions {
  /** Paints what no frame shows; `hole[i] > 0` marks it. Gives a picture of the same size. */
  readonly inpaint: (crop: PlanarCrop, hole: Uint8Array<ArrayBuffer>) => Promise<PlanarCrop>;
  /** Called about twice a frame; may throw to stop. */
  readonly onStep?: (fraction: number) => void | Promise<void>;
}

/** A painting that is carried along counts as this much of a new one's variance: it is steadier. */
const CARRIED_FACTOR = 0.4;
/** A painting that would count less than this is not made. */
const MIN_PAINTED_SHARE = 0.2;

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

/**
 * Expected squared error (code values) of a source whose rim is off by `error` and which is `distance` frames away;
 * this and the next are fitted to what both are off by on clips whose background is known.
 */
const sourceVariance = (error: number, distance: number): number =>
  2 + 7 * error * Math.sqrt(error) + 0.8 * Math.min(25, distance);

/** The same of a painting, `depth` pixels from what is seen, where painting the rim would be off by `error`. */
const paintingVariance = (error: number, depth: number): number =>
  1 + 5 * Math.min(12, depth) * error + 2 * Math.max(0, depth - 4);

/** Squared error (code values) of a pixel that is beyond doubt. */
const NOISE_VARIANCE = 2;

/**
 * Where two sources differ by this much (code values), they are not aligned: the better one counts more than by its
 * variance alone, as their mean has neither's detail nor its change from frame to frame.
 */
const APART = 8;
const SHARPNESS = 3;

interface Mixed {
  /** 1 where a painting counts. */
  readonly hole: Uint8Array<ArrayBuffer>;
  readonly holes: number;
  /** How much it counts, 0..1. */
  readonly share: Float32Array<ArrayBuffer>;
}

interface Sources {
  readonly back: Candidate;
  readonly forward: Candidate | null;
  /** How far off a painting would be; `null` where none is thought of. */
  readonly paintingError: Float32Array | null;
  readonly isPainted: (place: number) => boolean;
  /** Of what `out` says itself; nothing is painted where it says something. */
  readonly doubt: Float32Array | undefined;
}

/** Blends the candidates into `out` by how sure they are; tells where, and how much, a painting is better. */
const mixInto = (out: PlanarCrop, { roles, places }: FrameRoles, sources: Sources): Mixed => {
  const { back, forward, paintingError, isPainted, doubt } = sources;
  const depth = paintingError ? measureDepth({ roles, places }, out.widthPx) : null;
  const hole = new Uint8Array(out.y.length);
  const paintedShare = new Float32Array(out.y.length);
  let holes = 0;
  for (const place of places) {
    if (roles[place] !== HIDDEN) continue;
    const backError = back.error[place]!;
    const forwardError = forward ? forward.error[place]! : NO_SOURCE;
    const variance = depth
      ? paintingVariance(paintingError![cellOf(out.widthPx, place)]!, depth[place]!)
      : Number.POSITIVE_INFINITY;
    const backVariance = isPainted(place)
      ? CARRIED_FACTOR * variance + sourceVariance(backError, 0)
      : sourceVariance(backError, back.distance[place]!);
    const a = backError === NO_SOURCE ? 0 : 1 / backVariance;
    const b = forwardError === NO_SOURCE ? 0 : 1 / sourceVariance(forwardError, forward!.distance[place]!);
    // Squared: mixing a good source with a bad one costs more than the better of two alike ones gains.
    const isTold = doubt !== undefined && doubt[place]! < Number.POSITIVE_INFINITY;
    const share = depth === null || isTold ? 0 : 1 / (1 + (variance * (a + b)) ** 2);
    if (share >= MIN_PAINTED_SHARE) {
      hole[place] = 1;
      paintedShare[place] = share;
      holes++;
    }
    if (a + b === 0) continue;
    const best = Math.max(a, b);
    const apart = a * b > 0 ? Math.abs(back.y[place]! - forward!.y[place]!) / APART : 0;
    const power = 1 + (SHARPNESS - 1) * Math.min(1, apart);
    const [p, q] = [best * (a / best) ** power, best * (b / best) ** power];
    const c = doubt ? 1 / (doubt[place]! ** 2 + NOISE_VARIANCE) : 0;
    const mix = (plane: 'y' | 'u' | 'v', i: number) =>
      (out[plane][i] =
        (p * back[plane][i]! + q * (forward ? forward[plane][i]! : 0) + c * out[plane][i]!) / (p + q + c) +
        0.5);
    mix('y', place);
    const chroma = chromaIndex(out, place);
    if (chroma < 0) continue;
    mix('u', chroma);
    mix('v', chroma);
  }
  return { hole, holes, share: paintedShare };
};

const blendPainted = (out: PlanarCrop, painted: PlanarCrop, { hole, share }: Mixed): void => {
  const blend = (plane: 'y' | 'u' | 'v', i: number, part: number) =>
    (out[plane][i] = out[plane][i]! + part * (painted[plane][i]! - out[plane][i]!) + 0.5);
  for (let place = 0; place < hole.length; place++) {
    if (!hole[place]) continue;
    blend('y', place, share[place]!);
    const chroma = chromaIndex(out, place);
    if (chroma < 0) continue;
    blend('u', chroma, share[place]!);
    blend('v', chroma, share[place]!);
  }
};

/** Pixels that are painted for more than this are sources for the next frames. */
const ADOPTED_SHARE = 0.5;

/**
 * From here on, painted pixels (and their rim) are sources like any other: index `count + frame`. Those painted earlier
 * are taken over too, so that all come from one frame: in a fade, each frame's have their own light.
 */
const adoptPainted = (
  map: SourceMap,
  { places }: FrameRoles,
  { share }: Mixed,
  { widthPx, count, index }: { readonly widthPx: number; readonly count: number; readonly index: number },
): void => {
  for (const place of places) {
    const isTrue = map.frame[place]! >= 0 && map.frame[place]! < count;
    if (isTrue && share[place]! < ADOPTED_SHARE) continue;
    map.frame[place] = count + index;
    map.x[place] = place % widthPx;
    map.y[place] = Math.floor(place / widthPx);
  }
};

/** Where the crop itself says something of every hidden pixel, nothing is painted. */
const needsPainting = ({ roles, places }: FrameRoles, doubt: Float32Array | undefined): boolean =>
  !doubt || places.some((place) => roles[place] === HIDDEN && doubt[place] === Number.POSITIVE_INFINITY);

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
    const { doubt } = frames[index]!;
    const paintingError = needsPainting(own, doubt) ? estimatePaintingError(crop, own) : null;
    const sources = { back, forward: ahead[index]!, paintingError, isPainted, doubt };
    const mixed = mixInto(filled[index]!, own, sources);
    if (mixed.holes > 0) {
      blendPainted(filled[index]!, await inpaint(filled[index]!, mixed.hole), mixed);
      adoptPainted(current, own, mixed, { widthPx: crop.widthPx, count, index });
    }
    [map, last] = [last, map];
  }
  return filled;
};
