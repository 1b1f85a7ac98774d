import type { BoxPx } from '../core/geometry';
import type { LumaImage } from '../core/image';
import { createTemplate, matchTemplate, updateTemplate, type GlyphTemplate } from './glyph-template';

/** Contrast and coverage from which a line counts as standing in a frame. */
const MIN_CONTRAST = 0.4;
const MIN_COVERAGE = 0.7;
/** A found box is a followed line's when they share this part of the smaller one. */
const SAME_BOX = 0.5;
/** Text that sticks out of a followed line by this many line heights is a line of its own. */
const NEW_PART = 0.8;
const DEFAULT_LOOK_BACK_SECONDS = 1.2;

/** One line of text that stands still on the screen, from its first to its last frame. */
export interface TextTrack {
  /** In pixels of the pushed luma images. */
  readonly box: BoxPx;
  /** Time of the first frame that shows it. */
  readonly startSeconds: number;
  /** Time of the last frame that shows it. */
  readonly lastSeconds: number;
  /** Time of the first frame without it; `null` when it is on the last frame. */
  readonly endSeconds: number | null;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** True when frames before `startSeconds` could not be looked at any more (or there are none). */
  readonly startIsOpen: boolean;
  /** How often a box was found there. 0: the same strokes came back after a gap and were not looked for. */
  readonly finds: number;
  /** Its strokes, backgrounds washed out. */
  readonly template: GlyphTemplate;
}

export interface TextTracker {
  /** Every frame in order, all of one size. The image is kept for a while: do not write to it again. */
  push(timeSeconds: number, luma: LumaImage): void;
  /** Lines that a detector found in the frame pushed last. Boxes of followed lines are expected among them. */
  found(boxes: readonly BoxPx[]): void;
  /** Lines on the frame pushed last. */
  live(): readonly TextTrack[];
  /** Lines that ended since the last call; read after `push` or `found`. Keeps memory bounded on long media. */
  takeEnded(): TextTrack[];
  /** Ends all lines; gives those not yet taken. */
  finish(): TextTrack[];
}

export interface TextTrackerOptions {
  /** How far before a find the first frame of a line is looked for: at least the time between two searches. */
  readonly lookBackSeconds?: number;
}

type OpenTrack = { -readonly [K in keyof TextTrack]: TextTrack[K] };

interface Seen {
  readonly frame: number;
  readonly timeSeconds: number;
  readonly luma: LumaImage;
}

export const boxOverlap = (a: BoxPx, b: BoxPx): number => {
  const width = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - Math.max(a.xPx, b.xPx);
  const height = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - Math.max(a.yPx, b.yPx);
  const smaller = Math.min(a.widthPx * a.heightPx, b.widthPx * b.heightPx);
  return width > 0 && height > 0 && smaller > 0 ? (width * height) / smaller : 0;
};

/** The parts of `box` left and right of `known` that are long enough to hold text of their own. */
export const newParts = (box: BoxPx, known: BoxPx): BoxPx[] => {
  const minPx = NEW_PART * Math.min(box.heightPx, known.heightPx);
  const left = known.xPx - box.xPx;
  const right = box.xPx + box.widthPx - (known.xPx + known.widthPx);
  return [
    ...(left >= minPx ? [{ ...box, widthPx: left }] : []),
    ...(right >= minPx ? [{ ...box, xPx: known.xPx + known.widthPx, widthPx: right }] : []),
  ];
};

const isThere = (template: GlyphTemplate, luma: LumaImage): boolean => {
  const { contrast, coverage } = matchTemplate(template, luma);
  return contrast >= MIN_CONTRAST && coverage >= MIN_COVERAGE;
};

const copyTemplate = (template: GlyphTemplate): GlyphTemplate => ({
  ...template,
  stepX: template.stepX.slice(),
  stepY: template.stepY.slice(),
});

const openTrack = (template: GlyphTemplate, { frame, timeSeconds }: Seen, finds: number): OpenTrack => ({
  box: template.box,
  template,
  finds,
  startSeconds: timeSeconds,
  lastSeconds: timeSeconds,
  endSeconds: null,
  firstFrame: frame,
  lastFrame: frame,
  startIsOpen: false,
});

interface TrackerState {
  readonly lookBackSeconds: number;
  /** The frames of the last moments, oldest first. */
  readonly ring: Seen[];
  live: OpenTrack[];
  /** Lines that ended a moment ago. */
  lately: OpenTrack[];
  ended: TextTrack[];
  frame: number;
}

const extendBack = (track: OpenTrack, ring: readonly Seen[]): void => {
  for (let k = ring.length - 2; k >= 0; k--) {
    const seen = ring[k]!;
    if (!isThere(track.template, seen.luma)) return;
    track.firstFrame = seen.frame;
    track.startSeconds = seen.timeSeconds;
  }
  track.startIsOpen = true;
};

const follow = (state: TrackerState, seen: Seen): void => {
  const still: OpenTrack[] = [];
  for (const track of state.live) {
    if (isThere(track.template, seen.luma)) {
      updateTemplate(track.template, seen.luma);
      track.lastFrame = seen.frame;
      track.lastSeconds = seen.timeSeconds;
      still.push(track);
      continue;
    }
    track.endSeconds = seen.timeSeconds;
    state.ended.push(track);
    state.lately.push(track);
  }
  state.live = still;
};

/** The same line again after a short gap: no need to wait for the detector. */
const revive = (state: TrackerState, seen: Seen): void => {
  const waiting: OpenTrack[] = [];
  for (const track of state.lately) {
    if (seen.timeSeconds - track.lastSeconds > state.lookBackSeconds) continue;
    const isBack = track.lastFrame < seen.frame - 1 && isThere(track.template, seen.luma);
    if (!isBack) waiting.push(track);
    else if (!state.live.some((other) => boxOverlap(other.box, track.box) >= SAME_BOX))
      state.live.push(openTrack(copyTemplate(track.template), seen, 0));
  }
  state.lately = waiting;
};

/** What of a found box is not yet followed. */
const remainders = ({ live }: TrackerState, box: BoxPx): BoxPx[] => {
  let parts = [box];
  for (const track of live) {
    const isSame = (part: BoxPx) => boxOverlap(part, track.box) >= SAME_BOX;
    if (parts.some(isSame)) track.finds++;
    parts = parts.flatMap((part) => (isSame(part) ? newParts(part, track.box) : [part]));
  }
  return parts;
};

const addFound = (state: TrackerState, boxes: readonly BoxPx[]): void => {
  const seen = state.ring.at(-1);
  if (!seen) return;
  const births = boxes.flatMap((box) => remainders(state, box));
  for (const box of births) {
    const template = createTemplate(seen.luma, box);
    if (!template) continue;
    const track = openTrack(template, seen, 1);
    extendBack(track, state.ring);
    state.live.push(track);
  }
};

const addFrame = (state: TrackerState, timeSeconds: number, luma: LumaImage): void => {
  const seen = { frame: ++state.frame, timeSeconds, luma };
  const { ring } = state;
  ring.push(seen);
  while (ring.length > 1 && timeSeconds - ring[0]!.timeSeconds > state.lookBackSeconds) ring.shift();
  follow(state, seen);
  revive(state, seen);
};

/**
 * Follows lines of text that stand still over a moving picture. A detector says now and then where text is; in between
 * every frame is asked whether the strokes of each line are there, so starts and ends are exact to the frame, and a gap
 * of a single frame ends a line. Frames before a find are looked through backwards. No decoding, no network, no wait.
 */
export const createTextTracker = (options: TextTrackerOptions = {}): TextTracker => {
  const { lookBackSeconds = DEFAULT_LOOK_BACK_SECONDS } = options;
  const state: TrackerState = { lookBackSeconds, ring: [], live: [], lately: [], ended: [], frame: -1 };
  const takeEnded = (): TextTrack[] => state.ended.splice(0);
  return {
    push: (timeSeconds, luma) => addFrame(state, timeSeconds, luma),
    found: (boxes) => addFound(state, boxes),
    live: () => state.live,
    takeEnded,
    finish: () => [...takeEnded(), ...state.live.splice(0)].sort((a, b) => a.startSeconds - b.startSeconds),
  };
};
