import type { MediaSource } from '../../media/media-source';
import type { EditPlane } from '../../vision/marks/edit-plane';
import { fillMark, isWorthFilling, pasteFilled, planCrop, type FilledMark } from './fill-mark';
import { isDue, type Patcher } from './patcher';
import type { Patch } from './plan-patches';
import { restoreMark } from './restore-mark';
import type { StudiedPlane } from './study-marks';

/** Marks that are filled at the same time: each reads the clip once more. */
const MAX_FILLED = 3;
/** Frame times are compared with this much slack. */
const SLACK_SECONDS = 1e-4;

const meet = (a: Patch, b: Patch): boolean => a.startSeconds < b.endSeconds && b.startSeconds < a.endSeconds;

/** Marks that hide what un-blending does not bring back, a few at a time. */
const planFilled = (studied: ReadonlyMap<Patch, readonly StudiedPlane[]>): ReadonlySet<Patch> => {
  const chosen: Patch[] = [];
  for (const [patch, planes] of studied) {
    if (!isWorthFilling(planes[0]!.model)) continue;
    if (chosen.filter((other) => meet(patch, other)).length < MAX_FILLED) chosen.push(patch);
  }
  return new Set(chosen);
};

type Frames = AsyncGenerator<FilledMark>;

const frameAt = async (frames: Frames, timeSeconds: number): Promise<FilledMark | null> => {
  for (let next = await frames.next(); !next.done; next = await frames.next()) {
    if (next.value.timeSeconds < timeSeconds - SLACK_SECONDS) continue;
    return next.value.timeSeconds < timeSeconds + SLACK_SECONDS ? next.value : null;
  }
  return null;
};

/** Takes marks out: un-blended, and filled with what other frames show where nothing shines through. */
export const createRestorer = (
  source: MediaSource,
  studied: ReadonlyMap<Patch, readonly StudiedPlane[]>,
  signal: AbortSignal,
): Patcher => {
  const filled = planFilled(studied);
  const open = new Map<Patch, Frames>();

  const patchOne = async (planes: readonly EditPlane[], patch: Patch, timeSeconds: number) => {
    const own = studied.get(patch)!;
    if (!filled.has(patch)) return void restoreMark(planes, patch, own, timeSeconds);
    const job = { source, patch, studied: own, crop: planCrop(patch, planes), signal };
    const frames = open.get(patch) ?? fillMark(job);
    open.set(patch, frames);
    const found = await frameAt(frames, timeSeconds);
    if (found) pasteFilled(planes, found);
    else restoreMark(planes, patch, own, timeSeconds);
  };

  const close = async (patches: readonly Patch[]): Promise<void> => {
    for (const patch of patches) {
      await open.get(patch)?.return(undefined);
      open.delete(patch);
    }
  };

  return {
    patch: async (planes, timeSeconds) => {
      await close([...open.keys()].filter(({ endSeconds }) => endSeconds < timeSeconds));
      for (const patch of studied.keys())
        if (isDue(patch, timeSeconds)) await patchOne(planes, patch, timeSeconds);
    },
    close: () => close([...open.keys()]),
  };
};
