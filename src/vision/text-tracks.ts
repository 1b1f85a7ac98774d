import type { BoxPx } from '../core/geometry';
import type { LumaImage } from '../core/image';
import {
  createTemplate,
  matchTemplate,
  strokeEnergy,
  updateTemplate,
  type GlyphMatch,
  type GlyphTemplate,
} from './glyph-template';

/** Contrast and coverage from which a line counts as standing in a frame. */
const MIN_CONTRAST = 0.4;
const MIN_COVERAGE = 0.7;
/** A single frame that is no worse than this may be a flash behind the letters; the next frame decides. */
const DOUBTFUL_CONTRAST = 0.2;
/** A found box is a followed line's when they share this part of the smaller one. */
const SAME_BOX = 0.5;
/** ... and neither is higher than the other by more than this: a whole sign does not hide the line before it. */
const SAME_HEIGHT = 2.2;
/** A find with this many times the stroke energy of the line that is followed there is other text over it. */
const OTHER_TEXT = 2;
/** Grid over which two frames are compared, and the step of luma that counts as a change. */
const GRID_PX = 8;
const CHANGE_STEP = 24;
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
  /** Share of the picture that changes with the first frame, 0..1: text that comes with a cut is likely the scene's. */
  readonly startChange: number;
  /** The same for the first frame without it; 0 when it is on the last frame. */
  readonly endChange: number;
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

type OpenTrack = { -readonly [K in keyof TextTrack]: TextTrack[K] } & { doubt: Seen | null };

interface Seen {
  readonly frame: number;
  readonly timeSeconds: number;
  readonly luma: LumaImage;
  /** Share of the picture that differs from the frame before. */
  readonly change: number;
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

const isThere = ({ contrast, coverage }: GlyphMatch): boolean =>
  contrast >= MIN_CONTRAST && coverage >= MIN_COVERAGE;

const stands = (template: GlyphTemplate, luma: LumaImage): boolean => isThere(matchTemplate(template, luma));

/** Share of the grid's points that differ by more than noise. */
const changeBetween = (before: LumaImage, after: LumaImage): number => {
  let changed = 0;
  let points = 0;
  for (let y = GRID_PX >> 1; y < after.heightPx; y += GRID_PX) {
    for (let x = GRID_PX >> 1; x < after.widthPx; x += GRID_PX, points++) {
      const i = y * after.widthPx + x;
      if (Math.abs(after.data[i]! - before.data[i]!) > CHANGE_STEP) changed++;
    }
  }
  return points > 0 ? changed / points : 0;
};

const isSameLine = (a: BoxPx, b: BoxPx): boolean =>
  boxOverlap(a, b) >= SAME_BOX &&
  Math.max(a.heightPx, b.heightPx) <= SAME_HEIGHT * Math.min(a.heightPx, b.heightPx);

const copyTemplate = (template: GlyphTemplate): GlyphTemplate => ({
  ...template,
  stepX: template.stepX.slice(),
  stepY: template.stepY.slice(),
});

const openTrack = (
  template: GlyphTemplate,
  { frame, timeSeconds, change }: Seen,
  finds: number,
): OpenTrack => ({
  box: template.box,
  template,
  finds,
  startSeconds: timeSeconds,
  lastSeconds: timeSeconds,
  endSeconds: null,
  firstFrame: frame,
  lastFrame: frame,
  startIsOpen: false,
  startChange: change,
  endChange: 0,
  doubt: null,
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
    if (!stands(track.template, seen.luma)) return;
    track.firstFrame = seen.frame;
    track.startSeconds = seen.timeSeconds;
    track.startChange = seen.change;
  }
  track.startIsOpen = true;
};

const endTrack = (state: TrackerState, track: OpenTrack, gone: Seen): void => {
  track.endSeconds = gone.timeSeconds;
  track.endChange = gone.change;
  state.ended.push(track);
  state.lately.push(track);
};

/** Returns false when the line has ended. */
const followTrack = (state: TrackerState, track: OpenTrack, seen: Seen): boolean => {
  const match = matchTemplate(track.template, seen.luma);
  if (isThere(match)) {
    updateTemplate(track.template, seen.luma);
    track.lastFrame = seen.frame;
    track.lastSeconds = seen.timeSeconds;
    track.doubt = null;
    return true;
  }
  if (!track.doubt && match.contrast >= DOUBTFUL_CONTRAST) {
    track.doubt = seen;
    return true;
  }
  endTrack(state, track, track.doubt ?? seen);
  return false;
};

const follow = (state: TrackerState, seen: Seen): void => {
  state.live = state.live.filter((track) => followTrack(state, track, seen));
};

/** The same line again after a short gap: no need to wait for the detector. */
const revive = (state: TrackerState, seen: Seen): void => {
  const waiting: OpenTrack[] = [];
  for (const track of state.lately) {
    if (seen.timeSeconds - track.lastSeconds > state.lookBackSeconds) continue;
    const isBack = track.lastFrame < seen.frame - 1 && stands(track.template, seen.luma);
    if (!isBack) waiting.push(track);
    else if (!state.live.some((other) => isSameLine(other.box, track.box)))
      state.live.push(openTrack(copyTemplate(track.template), seen, 0));
  }
  state.lately = waiting;
};

/** What of a found box is not yet followed. */
const remainders = ({ live }: TrackerState, box: BoxPx): BoxPx[] => {
  let parts = [box];
  for (const track of live) {
    const isSame = (part: BoxPx) => isSameLine(part, track.box);
    if (parts.some(isSame)) track.finds++;
    parts = parts.flatMap((part) => (isSame(part) ? newParts(part, track.box) : [part]));
  }
  return parts;
};

/** Followed there is only a faint pattern that goes on under the new text. */
const hidesOther = ({ live }: TrackerState, box: BoxPx, luma: LumaImage): boolean => {
  const known = live.filter((track) => isSameLine(box, track.box));
  const energy = known.length > 0 ? strokeEnergy(createTemplate(luma, box)) : 0;
  return energy > OTHER_TEXT * known.reduce((sum, { template }) => sum + strokeEnergy(template), 0);
};

const addFound = (state: TrackerState, boxes: readonly BoxPx[]): void => {
  const seen = state.ring.at(-1);
  if (!seen) return;
  const births = boxes.flatMap((box) => (hidesOther(state, box, seen.luma) ? [box] : remainders(state, box)));
  for (const box of births) {
    const template = createTemplate(seen.luma, box);
    if (!template) continue;
    const track = openTrack(template, seen, 1);
    extendBack(track, state.ring);
    state.live.push(track);
  }
};

const addFrame = (state: TrackerState, timeSeconds: number, luma: LumaImage): void => {
  const { ring } = state;
  const before = ring.at(-1)?.luma;
  const change = before ? changeBetween(before, luma) : 1;
  const seen = { frame: ++state.frame, timeSeconds, luma, change };
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
    finish: () => {
      for (const track of state.live) if (track.doubt) track.endSeconds = track.doubt.timeSeconds;
      return [...takeEnded(), ...state.live.splice(0)].sort((a, b) => a.startSeconds - b.startSeconds);
    },
  };
};
