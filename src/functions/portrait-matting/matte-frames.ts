import type { Plane, RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import { lumaPlane } from '../../vision/color';
import { flattenImage } from '../../vision/flatten-image';
import { cutOutSubject } from '../../vision/matting/cut-out';
import { enlargeAlpha } from '../../vision/matting/enlarge-alpha';
import type { Layers } from '../../vision/matting/estimate-layers';
import {
  carryMatte,
  joinCarried,
  steadyMatte,
  type Carried,
  type FollowedFrame,
} from '../../vision/matting/follow-matte';
import { sharpenMatte } from '../../vision/matting/refine-edges';
import { softShare } from '../../vision/matting/uncertain-band';
import { fitInside, resizeArea } from '../../vision/resize';
import { composeLooks, keepNearPeople } from './compose-looks';
import { peopleAround, type Scene } from './find-scenes';
import { applyEdits } from './hand-edits';
import { lookAtCrop, type Look } from './look';
import type { MatteNetworks } from './open-networks';
import { driftOf, nextStep, type StepRange } from './plan-step';
import { planWorkSize } from './plan-work-size';
import type { Params } from './subject-kind';

export interface MattedFrame {
  readonly image: RgbaImage;
  /** 0..1 at the frame's size; calculated when it is asked for. */
  readonly fullAlpha: () => Plane;
  /** The subject alone in straight RGBA, given the smooth colours of both layers. */
  readonly cutOut: (layers: Layers) => RgbaImage;
  readonly timeSeconds: number;
  readonly durationSeconds: number;
  /** The same, small: enough for what is smooth. */
  readonly small: { readonly image: RgbaImage; readonly alpha: Plane };
}

/** What the network said of one moment, for the report. */
export interface LookNote {
  readonly timeSeconds: number;
  readonly softShare: number;
  readonly coverage: number;
  /** What the look itself took. */
  readonly seconds: number;
}

/** How often the network looks, and how closely. */
export interface Pace {
  /** It looks at every n-th frame; between, the matte follows the motion, and n follows how well that goes. */
  readonly step: StepRange;
  /** Length the shorter side of a crop is scaled to for it. */
  readonly shortSidePx: number;
}

export interface MatteFramesOptions {
  readonly scenes: readonly Scene[];
  readonly networks: MatteNetworks;
  readonly params: Params;
  readonly signal: AbortSignal;
  readonly onLook: (note: LookNote) => void;
  /** Other than that of `EdgeDetail`: the bench measures what it costs and brings. */
  readonly pace?: Pace;
}

interface Waiting {
  readonly image: RgbaImage;
  /** Without transparency. */
  readonly seen: RgbaImage;
  readonly timeSeconds: number;
  readonly durationSeconds: number;
  readonly small: RgbaImage;
  readonly luma: Plane;
}

/** The trade-off is measured in docs/quality.md. */
const PACE = {
  standard: { step: { least: 2, most: 4 }, shortSidePx: 288 },
  fine: { step: { least: 1, most: 1 }, shortSidePx: 384 },
} as const;
/** Long side of the picture motion is found on. */
const MOTION_SIDE_PX = 256;
/** How the small matte follows the edges of the full-size picture. */
export const EDGE_GUIDE = { radiusPx: 1, epsilon: 1e-4 } as const;

const coverageOf = ({ data }: Plane): number => data.reduce((sum, value) => sum + value, 0) / data.length;

/** A frame with its matte made sharp and changed as the person wants. */
const finished = (frame: Waiting, rough: Plane, params: Params): MattedFrame => {
  const edited = sharpenMatte(frame.small, rough);
  applyEdits(edited, params, frame.timeSeconds);
  const { image, timeSeconds, durationSeconds } = frame;
  const small = { image: frame.small, alpha: edited };
  const fullAlpha = () => enlargeAlpha(image, small.image, edited, EDGE_GUIDE);
  const cutOut = (layers: Layers) => cutOutSubject(image, { ...small, layers }, EDGE_GUIDE);
  return { image, fullAlpha, cutOut, timeSeconds, durationSeconds, small };
};

/** Mattes of one scene; frames go in in order and come out in order, a few later. */
const createFollower = (scene: Scene, options: MatteFramesOptions) => {
  const { networks, params, onLook } = options;
  const { step: range, shortSidePx: side } = options.pace ?? PACE[params.EdgeDetail];
  let step = range.least;
  let waiting: Waiting[] = [];
  let last: FollowedFrame | null = null;

  const look = async ({ seen: image, small, timeSeconds }: Waiting): Promise<Plane> => {
    const looks: Look[] = [];
    const startMs = performance.now();
    for (const crop of scene.crops) {
      looks.push(await lookAtCrop(image, crop, networks, [{ shortSidePx: side }]));
    }
    const seconds = (performance.now() - startMs) / 1000;
    const alpha = composeLooks(looks, image, small);
    keepNearPeople(alpha, peopleAround(scene, timeSeconds), image);
    onLook({ timeSeconds, softShare: softShare(alpha), coverage: coverageOf(alpha), seconds });
    return alpha;
  };

  /** Looks at the newest frame and fills in those before it from both sides. */
  const settle = async (): Promise<readonly MattedFrame[]> => {
    const group = waiting;
    waiting = [];
    const newest = group.at(-1);
    if (!newest) return [];
    const forward: Carried[] = [];
    let from = last;
    for (const frame of group) {
      if (!from) break;
      const carried = carryMatte(from, frame.luma);
      forward.push(carried);
      from = { luma: frame.luma, alpha: carried.alpha };
    }
    const alphas: Plane[] = group.map(({ small }) => ({ ...small, data: new Float32Array(0) }));
    const fresh = await look(newest);
    const followed = forward[group.length - 1] ?? null;
    alphas[group.length - 1] = steadyMatte(fresh, followed);
    if (followed) step = nextStep(step, driftOf(followed.alpha, fresh), range);
    last = { luma: newest.luma, alpha: alphas.at(-1)! };
    let back = last;
    for (let i = group.length - 2; i >= 0; i--) {
      const after = carryMatte(back, group[i]!.luma);
      const before = forward[i];
      alphas[i] = before ? joinCarried(before, after, (i + 1) / group.length) : after.alpha;
      back = { luma: group[i]!.luma, alpha: after.alpha };
    }
    return group.map((frame, i) => finished(frame, alphas[i]!, params));
  };

  const push = async (frame: Omit<Waiting, 'seen' | 'small' | 'luma'>): Promise<readonly MattedFrame[]> => {
    const image = flattenImage(frame.image);
    const work = planWorkSize(scene.crops, image, side);
    const small = resizeArea(image, work.widthPx, work.heightPx);
    const motion = fitInside(work, MOTION_SIDE_PX, MOTION_SIDE_PX);
    const luma = lumaPlane(resizeArea(small, motion.widthPx, motion.heightPx));
    waiting.push({ ...frame, seen: image, small, luma });
    return last === null || waiting.length >= step ? settle() : [];
  };

  return { push, flush: settle };
};

/** Every frame of the clip with its matte, in order. At most a handful are held at a time. */
export async function* matteFrames(
  source: MediaSource,
  options: MatteFramesOptions,
): AsyncGenerator<MattedFrame> {
  const { scenes, signal } = options;
  let index = 0;
  let follower = createFollower(scenes[0]!, options);
  for await (using frame of source.frames()) {
    signal.throwIfAborted();
    const { timeSeconds, durationSeconds } = frame;
    const next = scenes[index + 1];
    if (next && timeSeconds >= next.startSeconds - 1e-4) {
      yield* await follower.flush();
      index++;
      follower = createFollower(next, options);
    }
    yield* await follower.push({ image: await frame.readRgba(), timeSeconds, durationSeconds });
  }
  yield* await follower.flush();
}
