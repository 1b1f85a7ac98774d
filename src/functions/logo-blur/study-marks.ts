import type { RunContext } from '../../core/media-function';
import { createI420Reader } from '../../media/i420-frame';
import type { MediaSource } from '../../media/media-source';
import { planeRect, readRect, type EditPlane, type PlaneRect } from '../../vision/marks/edit-plane';
import { halveAlpha } from '../../vision/marks/halve-alpha';
import {
  differentFrames,
  estimateAlpha,
  estimateModel,
  findStrokes,
  guessBehind,
  seenOutside,
  type MarkModel,
  type MarkSample,
  type SeenMask,
} from '../../vision/marks/mark-model';
import { featherOf, isDue } from './patcher';
import type { Patch } from './plan-patches';
import { planesOf } from './planes-of';

/** One plane of a patch: where it is, where the picture is seen, and what the mark does to it. */
export interface StudiedPlane {
  readonly rect: PlaneRect;
  readonly seen: SeenMask;
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

const toSamples = (frames: readonly Plane[], rect: PlaneRect, seen: SeenMask): readonly MarkSample[] =>
  frames.map((shown) => ({ shown, behind: guessBehind(rect, shown, seen) }));

/** The mark on all planes, from frames in which it is fully there. */
const studyMark = (rects: readonly PlaneRect[], frames: readonly Shown[]): readonly StudiedPlane[] => {
  const [luma] = rects;
  const kept = differentFrames(frames.map((shown) => shown[0]!));
  const chosen = frames.filter((shown) => kept.includes(shown[0]!));
  let seen = seenOutside(luma!);
  for (let round = 0; round < STROKE_ROUNDS; round++) seen = findStrokes(toSamples(kept, luma!, seen), luma!);
  const alpha = estimateAlpha(toSamples(kept, luma!, seen), luma!, seen);
  return rects.map((rect, plane) => {
    const own = plane === 0 ? alpha : rect.width === luma!.width ? alpha : halveAlpha(alpha, luma!, rect);
    const ownSeen =
      own === alpha
        ? seen
        : halveAlpha(
            seen.map((value) => 1 - value),
            luma!,
            rect,
          ).map((hidden) => (hidden > 0 ? 0 : 1));
    const shown = chosen.map((frame) => frame[plane]!);
    return { rect, seen: ownSeen, model: estimateModel(toSamples(shown, rect, ownSeen), own, rect) };
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
  const found = patches.map((patch) => ({ patch, rects: [] as readonly PlaneRect[], frames: [] as Shown[] }));
  const maxFrameRate = planStudyRate(patches, source.durationSeconds);
  for await (using frame of source.frames({ maxFrameRate })) {
    ctx.signal.throwIfAborted();
    ctx.progress('model', (0.9 * frame.timeSeconds) / Math.max(0.001, source.durationSeconds));
    const due = found.filter(({ patch }) => wantsFrame(patch, frame.timeSeconds));
    if (due.length === 0) continue;
    const planes = planesOf(await reader.read(frame.videoFrame));
    for (const one of due) {
      if (one.rects.length === 0) one.rects = rectsOf(one.patch, planes);
      one.frames.push(planes.map((plane, index) => readRect(plane, one.rects[index]!)));
      thinOut(one.frames);
    }
  }
  return new Map(
    found.flatMap(({ patch, rects, frames }) =>
      frames.length > 0 ? [[patch, studyMark(rects, frames)] as const] : [],
    ),
  );
};

/** Keeps every other frame once there are twice as many as needed. */
const thinOut = (frames: Shown[]): void => {
  if (frames.length < 2 * STUDY_FRAMES) return;
  const kept = frames.filter((_, index) => index % 2 === 0);
  frames.splice(0, frames.length, ...kept);
};
