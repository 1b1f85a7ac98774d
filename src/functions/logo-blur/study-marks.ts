import type { RunContext } from '../../core/media-function';
import { createI420Reader } from '../../media/i420-frame';
import type { MediaSource } from '../../media/media-source';
import { planeRect, readRect, type EditPlane, type PlaneRect } from '../../vision/marks/edit-plane';
import { halveAlpha } from '../../vision/marks/halve-alpha';
import { estimateAlpha } from '../../vision/marks/estimate-alpha';
import {
  differentFrames,
  findStrokes,
  guessBehind,
  seenOutside,
  type MarkPlace,
  type MarkSample,
} from '../../vision/marks/guess-behind';
import { estimateModel, type MarkModel } from '../../vision/marks/mark-model';
import { featherOf, isDue } from './patcher';
import type { Patch } from './plan-patches';
import { planesOf } from './planes-of';

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

/** The mark on all planes, from frames in which it is fully there. */
const studyMark = ({ rects, frames, before, after }: Reading): readonly StudiedPlane[] => {
  const rect = rects[0]!;
  const unmarkedOn = (plane: number) => [before, after].flatMap((shown) => (shown ? [shown[plane]!] : []));
  const kept = differentFrames(frames.map((shown) => shown[0]!));
  const chosen = frames.filter((shown) => kept.includes(shown[0]!));
  let luma: MarkPlace = { rect, seen: seenOutside(rect), unmarked: unmarkedOn(0) };
  for (let round = 0; round < STROKE_ROUNDS; round++)
    luma = { ...luma, seen: findStrokes(toSamples(kept, luma), rect) };
  const alpha = estimateAlpha(toSamples(kept, luma), rect, luma.seen);
  const hidden = luma.seen.map((value) => 1 - value);
  return rects.map((ownRect, plane) => {
    const seen = halveAlpha(hidden, rect, ownRect).map((share) => (share > 0 ? 0 : 1));
    const place = plane === 0 ? luma : { rect: ownRect, seen, unmarked: unmarkedOn(plane) };
    const own = plane === 0 ? alpha : halveAlpha(alpha, rect, ownRect);
    const samples = toSamples(
      chosen.map((frame) => frame[plane]!),
      place,
    );
    return { ...place, model: estimateModel(samples, own, ownRect) };
  });
};

const wantsFrame = (patch: Patch, timeSeconds: number): boolean =>
  isDue(patch, timeSeconds) && patch.amountAt(timeSeconds) > 0.95;

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
  return new Map(
    readings.flatMap((reading) =>
      reading.frames.length > 0 ? [[reading.patch, studyMark(reading)] as const] : [],
    ),
  );
};

/** Frames this near to a mark's time may show a trace of it; those farther off another scenery. */
const CLEAR_SECONDS = 0.12;
const NEAR_SECONDS = 1.2;

const isBefore = ({ patch }: Reading, timeSeconds: number): boolean =>
  timeSeconds < patch.startSeconds - CLEAR_SECONDS && timeSeconds > patch.startSeconds - NEAR_SECONDS;

const isFirstAfter = ({ patch, after }: Reading, timeSeconds: number): boolean =>
  after === null &&
  timeSeconds > patch.endSeconds + CLEAR_SECONDS &&
  timeSeconds < patch.endSeconds + NEAR_SECONDS;

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
