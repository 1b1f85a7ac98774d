import type { RunContext } from '../../core/media-function';
import { createI420Reader } from '../../media/i420-frame';
import type { MediaSource } from '../../media/media-source';
import { planeRect, readRect, type EditPlane, type PlaneRect } from '../../vision/marks/edit-plane';
import { halveAlpha, halveMark } from '../../vision/marks/halve-alpha';
import { estimateAlpha } from '../../vision/marks/estimate-alpha';
import {
  differentFrames,
  findStrokes,
  guessBehind,
  seenOutside,
  type MarkPlace,
  type MarkSample,
  type SeenMask,
} from '../../vision/marks/guess-behind';
import { estimateModel, type MarkModel } from '../../vision/marks/mark-model';
import { featherOf, isDue } from './patcher';
import type { Patch } from './plan-patches';
import { planesOf } from './planes-of';
import { planLookSize } from './read-stack';

/** One plane of a patch: where it is, where the picture is seen, and what the mark does to it. */
export interface StudiedPlane extends MarkPlace {
  readonly model: MarkModel;
}

/** Frames looked at for each mark. */
const STUDY_FRAMES = 60;
/** Untouched picture round a box that the guess starts from. */
const MARGIN_PX = 6;
/** Strokes are found better once the guess knows what lies between them. */
const STROKE_ROUNDS = 3;
/** Colour is half as fine: its rim reaches as far. */
const CHROMA_RIM_PX = 1;

type Plane = Float32Array<ArrayBuffer>;
/** A frame's rect on every plane. */
type Shown = readonly Plane[];

const rectsOf = (patch: Patch, planes: readonly EditPlane[]): readonly PlaneRect[] =>
  planes.map((plane) => planeRect(plane, patch.box, featherOf(patch), MARGIN_PX));

const toSamples = (frames: readonly Plane[], place: MarkPlace): readonly MarkSample[] =>
  frames.map((shown) => ({ shown, behind: guessBehind(place, shown) }));

/** What was read of one patch: frames with the mark, and the last and first ones without it. */
interface Reading {
  readonly patch: Patch;
  rects: readonly PlaneRect[];
  readonly frames: Shown[];
  before: Shown | null;
  after: Shown | null;
}

const placeOf = ({ rects, before, after }: Reading, plane: number, seen: SeenMask): MarkPlace => ({
  rect: rects[plane]!,
  seen,
  unmarked: [before, after].flatMap((shown) => (shown ? [shown[plane]!] : [])),
});

/** Different frames of one reading. */
const chosenFrames = ({ frames }: Reading): readonly Shown[] => {
  const kept = new Set(differentFrames(frames.map((shown) => shown[0]!)));
  return frames.filter((shown) => kept.has(shown[0]!));
};

/** The luma pixels whose colour a chroma mask speaks of. */
const doubleMask = (mask: SeenMask, chroma: PlaneRect, luma: PlaneRect): SeenMask =>
  Float32Array.from(luma.weights, (_, i) => {
    const x = ((luma.left + (i % luma.width)) >> 1) - chroma.left;
    const y = ((luma.top + Math.floor(i / luma.width)) >> 1) - chroma.top;
    return x < 0 || y < 0 || x >= chroma.width || y >= chroma.height ? 1 : mask[y * chroma.width + x]!;
  });

/** The mask of the luma as one of another plane: what is hidden in part is hidden. */
const seenOnPlane = (seen: SeenMask, luma: PlaneRect, rect: PlaneRect): SeenMask =>
  halveAlpha(
    seen.map((value) => 1 - value),
    luma,
    rect,
  ).map((share) => (share > 0 ? 0 : 1));

/** White and grey marks take colour away; where so many pixels gain so much of it, the mark is coloured. */
const MAX_TINTED_SHARE = 0.08;
const TINT = 8;
const NEUTRAL = 128;

/** Share of a chroma plane's pixels in the mark's box to which it gives colour. */
const tintedShare = (samples: readonly MarkSample[], rect: PlaneRect): number => {
  let [marked, tinted] = [0, 0];
  for (let i = 0; i < rect.weights.length; i++) {
    let sum = 0;
    for (const { shown, behind } of samples)
      sum += Math.abs(shown[i]! - NEUTRAL) - Math.abs(behind[i]! - NEUTRAL);
    if (rect.weights[i]! < 1) continue;
    marked++;
    if (sum > TINT * samples.length) tinted++;
  }
  return tinted / Math.max(1, marked);
};

/** Where the strokes are and how much they cover, from every reading of one mark together. */
const studyLuma = (readings: readonly Reading[]) => {
  const { rects } = readings[0]!;
  const luma = rects[0]!;
  const chosen = readings.map((reading) => ({ reading, frames: chosenFrames(reading) }));
  const samples = (plane: number, seen: SeenMask) =>
    chosen.flatMap(({ reading, frames }) =>
      toSamples(
        frames.map((frame) => frame[plane]!),
        placeOf(reading, plane, seen),
      ),
    );
  let seen = seenOutside(luma);
  for (let round = 0; round < STROKE_ROUNDS; round++) {
    const masks = rects.map((rect, plane) => {
      if (plane === 0) return findStrokes(samples(0, seen), luma);
      const own = findStrokes(samples(plane, seenOnPlane(seen, luma, rect)), rect, CHROMA_RIM_PX);
      return doubleMask(own, rect, luma);
    });
    seen = luma.weights.map((_, i) => Math.min(...masks.map((mask) => mask[i]!)));
  }
  const tints = rects
    .slice(1)
    .map((rect, index) => tintedShare(samples(index + 1, seenOnPlane(seen, luma, rect)), rect));
  const mark = estimateAlpha(samples(0, seen), luma, seen, Math.max(0, ...tints) < MAX_TINTED_SHARE);
  return { seen, mark };
};

/** The mark on all planes, from frames in which it is fully there. */
const studyMark = (
  reading: Reading,
  { seen, mark }: ReturnType<typeof studyLuma>,
): readonly StudiedPlane[] => {
  const luma = reading.rects[0]!;
  const chosen = chosenFrames(reading);
  return reading.rects.map((rect, plane) => {
    const ownSeen = plane === 0 ? seen : seenOnPlane(seen, luma, rect);
    const place = placeOf(reading, plane, ownSeen);
    const own = plane === 0 ? mark : halveMark(mark, luma, rect);
    const samples = toSamples(
      chosen.map((frame) => frame[plane]!),
      place,
    );
    return { ...place, model: estimateModel(samples, own, rect) };
  });
};

/** From so many on, showings are studied together: what lies behind one says little, behind all of them much. */
const MIN_POOL = 2;
/** More tiles than this add nothing. */
const MAX_POOL = 12;

const isSameMark = (one: Reading, other: Reading): boolean =>
  one.patch.isRepeated &&
  other.patch.isRepeated &&
  one.rects[0]!.width === other.rects[0]!.width &&
  one.rects[0]!.height === other.rects[0]!.height;

const studyAll = (readings: readonly Reading[], isExact: boolean) => {
  const known = new Map<Reading, ReturnType<typeof studyLuma>>();
  return new Map(
    readings.map((reading) => {
      const same = isExact ? readings.filter((other) => isSameMark(reading, other)) : [];
      const pool = same.length >= MIN_POOL ? same.slice(0, MAX_POOL) : [reading];
      const luma = known.get(pool[0]!) ?? studyLuma(pool);
      known.set(pool[0]!, luma);
      return [reading.patch, studyMark(reading, luma)] as const;
    }),
  );
};

/** Frames this near to a mark's ends may be without it; those farther off another scenery. */
const CLEAR_SECONDS = 0.14;
const NEAR_SECONDS = 1.2;

const wantsFrame = (patch: Patch, timeSeconds: number): boolean =>
  isDue(patch, timeSeconds) &&
  (patch.startSeconds === 0 || timeSeconds > patch.startSeconds + CLEAR_SECONDS) &&
  timeSeconds < patch.endSeconds - CLEAR_SECONDS &&
  patch.amountAt(timeSeconds) > 0.95;

/** Frames a second that give every mark about as many frames as it needs. */
const planStudyRate = (patches: readonly Patch[], durationSeconds: number): number => {
  const lengths = patches.map(
    ({ startSeconds, endSeconds }) => Math.min(endSeconds, durationSeconds) - startSeconds,
  );
  return STUDY_FRAMES / Math.max(0.5, Math.min(...lengths, durationSeconds));
};

/** Looks at the marks at full size and works out their colour and alpha. */
export const studyMarks = async (
  source: MediaSource,
  patches: readonly Patch[],
  ctx: RunContext<'model'>,
): Promise<ReadonlyMap<Patch, readonly StudiedPlane[]>> => {
  const reader = createI420Reader();
  const readings = patches.map((patch): Reading => ({
    patch,
    rects: [],
    frames: [],
    before: null,
    after: null,
  }));
  const maxFrameRate = planStudyRate(patches, source.durationSeconds);
  for await (using frame of source.frames({ maxFrameRate })) {
    ctx.signal.throwIfAborted();
    ctx.progress('model', (0.9 * frame.timeSeconds) / Math.max(0.001, source.durationSeconds));
    const wanted = readings.filter((reading) => isWanted(reading, frame.timeSeconds));
    if (wanted.length === 0) continue;
    const planes = planesOf(await reader.read(frame.videoFrame));
    for (const reading of wanted) take(reading, planes, frame.timeSeconds);
  }
  const { widthPx, heightPx } = source.video!;
  // Marks found on a smaller picture may lie a pixel off, each in its own way.
  const isExact = planLookSize(widthPx, heightPx) >= Math.max(widthPx, heightPx);
  return studyAll(
    readings.filter(({ frames }) => frames.length > 0),
    isExact,
  );
};

const isBefore = ({ patch }: Reading, timeSeconds: number): boolean =>
  timeSeconds < patch.startSeconds && timeSeconds > patch.startSeconds - NEAR_SECONDS;

const isFirstAfter = ({ patch, after }: Reading, timeSeconds: number): boolean =>
  after === null && timeSeconds > patch.endSeconds && timeSeconds < patch.endSeconds + NEAR_SECONDS;

const isWanted = (reading: Reading, timeSeconds: number): boolean =>
  wantsFrame(reading.patch, timeSeconds) ||
  isBefore(reading, timeSeconds) ||
  isFirstAfter(reading, timeSeconds);

const take = (reading: Reading, planes: readonly EditPlane[], timeSeconds: number): void => {
  if (reading.rects.length === 0) reading.rects = rectsOf(reading.patch, planes);
  const shown = planes.map((plane, index) => readRect(plane, reading.rects[index]!));
  if (isBefore(reading, timeSeconds)) reading.before = shown;
  else if (isFirstAfter(reading, timeSeconds)) reading.after = shown;
  else {
    reading.frames.push(shown);
    thinOut(reading.frames);
  }
};

/** Keeps every other frame once there are twice as many as needed. */
const thinOut = (frames: Shown[]): void => {
  if (frames.length < 2 * STUDY_FRAMES) return;
  const kept = frames.filter((_, index) => index % 2 === 0);
  frames.splice(0, frames.length, ...kept);
};
