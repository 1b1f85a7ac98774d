import type { Logo, LogoKind } from '../../core/logo-result';
import type { NormalizedBox } from '../../core/geometry';
import type { MarkSighting } from '../../vision/marks/mark-sighting';
import type { LumaStack } from '../../vision/marks/mark-track';

/** What was seen, on the picture's own scale. */
export interface Sighting {
  readonly box: NormalizedBox;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** How much it looks laid over: contrast, density, steadiness and size of its edges. */
  readonly strength: number;
  /** 0: all round it moves; 1: nothing does. */
  readonly stillAround: number;
  readonly fades: boolean;
  /** It is there from the first frame to the last. */
  readonly isAlways: boolean;
  /** It came or went while the rest of the picture stood still. */
  readonly popped: boolean;
  /** It comes and goes with one shot, as everything that was filmed does. */
  readonly isOfOneShot: boolean;
  /** It comes with one shot and goes with a later one: like things of two still shots that lie in one place. */
  readonly isOfWholeShots: boolean;
  /** Share of the mark that is there, 0..1, at any time inside. */
  amountAt(timeSeconds: number): number;
}

/** A mark that was found, with how it fades. */
export type FoundLogo = Logo & Pick<Sighting, 'amountAt'>;

export interface LogoPlan {
  readonly logos: readonly FoundLogo[];
  readonly candidates: readonly Logo[];
}

/** Strength of the weakest real mark (a faint tile) against the strongest still piece of a moving picture. */
const SURE_STRENGTH = 150;
/** What stays through the whole clip, over a moving picture, needs less. */
const SURE_STRENGTH_ALWAYS = 130;
const CANDIDATE_STRENGTH = 60;
const SURE_STILL_AROUND = 0.3;
const MAX_CANDIDATES = 12;
/** Marks keep off the picture's edge; scenery that is cut by it does not. */
const EDGE_SHARE = 0.004;
const MIN_SIDE_SHARE = 0.01;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

const centreOf = ([x, y, w, h]: NormalizedBox): readonly [number, number] => [x + w / 2, y + h / 2];

const touchesEdge = ([x, y, w, h]: NormalizedBox): boolean =>
  x < EDGE_SHARE || y < EDGE_SHARE || x + w > 1 - EDGE_SHARE || y + h > 1 - EDGE_SHARE;

const isThin = ([, , w, h]: NormalizedBox): boolean => w < MIN_SIDE_SHARE || h < MIN_SIDE_SHARE;

/** Lines of text in the middle that come and go: subtitles and titles. */
const isCaption = ({ box, isAlways }: Sighting): boolean => {
  if (isAlways) return false;
  const [cx, cy] = centreOf(box);
  const [, , width, height] = box;
  const isLine = width > 0.09 && width > 1.6 * height;
  return isLine && (cy > 0.62 ? Math.abs(cx - 0.5) < 0.22 : Math.abs(cx - 0.5) < 0.08);
};

/** Words of one line come and go together; they are judged by the line's place. */
const rowOf = (one: Sighting, all: readonly Sighting[]): Sighting => {
  const row = all.filter(
    ({ box, startSeconds, endSeconds }) =>
      Math.abs(startSeconds - one.startSeconds) < 0.6 &&
      Math.abs(endSeconds - one.endSeconds) < 0.6 &&
      Math.min(box[1] + box[3], one.box[1] + one.box[3]) - Math.max(box[1], one.box[1]) > 0.4 * one.box[3],
  );
  const left = Math.min(...row.map(({ box }) => box[0]));
  const right = Math.max(...row.map(({ box }) => box[0] + box[2]));
  return { ...one, box: [left, one.box[1], right - left, one.box[3]] };
};

const isCorner = (box: NormalizedBox): boolean => {
  const [cx, cy] = centreOf(box);
  return Math.abs(cx - 0.5) > 0.2 && Math.abs(cy - 0.5) > 0.2;
};

const isAlike = ([, , w, h]: NormalizedBox, [, , w2, h2]: NormalizedBox): boolean =>
  Math.abs(w - w2) < 0.15 * Math.max(w, w2) + 0.004 && Math.abs(h - h2) < 0.2 * Math.max(h, h2) + 0.006;

/** From so many of one size on they are tiles of one pattern. */
const MIN_TILES = 4;

/** Marks of one size that are there at the same time. */
const togetherWith = (one: Sighting, all: readonly Sighting[]): readonly Sighting[] =>
  all.filter(
    (other) =>
      isAlike(one.box, other.box) &&
      other.startSeconds < one.endSeconds &&
      other.endSeconds > one.startSeconds,
  );

const kindOf = (sighting: Sighting, all: readonly Sighting[]): LogoKind => {
  if (togetherWith(sighting, all).length >= MIN_TILES) return 'tiled';
  if (sighting.fades) return 'fading';
  const isAlone = all.every((other) => other === sighting || !isAlike(sighting.box, other.box));
  return sighting.isAlways || isAlone ? 'static' : 'moving';
};

const toLogo = (sighting: Sighting, kind: LogoKind): Logo => {
  const trust = sighting.strength / (sighting.strength + SURE_STRENGTH / 2);
  return {
    box: sighting.box.map(round) as [number, number, number, number],
    start: round(sighting.startSeconds),
    end: round(sighting.endSeconds),
    confidence: round(trust * (1 - 0.5 * Math.min(1, Math.max(0, sighting.stillAround)))),
    kind,
  };
};

/** Share of still texture from which what stays is more likely to be scenery. */
const STILL_CLIP = 0.2;
const STILL_CLIP_FACTOR = 2;
/** Where next to nothing stays round a mark, the rest of the picture does not matter. */
const CLEARLY_MOVING = 0.04;
/** Something that pops up while all else stands still has to be drawn beyond doubt. */
const POP_STRENGTH = 220;

const neededStrength = (sighting: Sighting, stillShare: number): number => {
  const { popped, isAlways, isOfWholeShots, stillAround } = sighting;
  if (popped) return POP_STRENGTH;
  const isStill = stillShare > STILL_CLIP && stillAround > CLEARLY_MOVING;
  const factor = isStill || isOfWholeShots ? STILL_CLIP_FACTOR : 1;
  return factor * (isAlways ? SURE_STRENGTH_ALWAYS : SURE_STRENGTH);
};

/** Hard lettering is told even where little moves round it, on a dark ground for instance. */
const HARD_STRENGTH = 800;
const HARD_STILL_AROUND = 0.55;

/** Nothing that is filmed repeats all over the picture. */
const MANY_TILES = 6;
const TILE_STRENGTH = 60;

const isSure = (sighting: Sighting, all: readonly Sighting[], stillShare: number): boolean => {
  if (sighting.isAlways && togetherWith(sighting, all).length >= MANY_TILES)
    return sighting.strength >= TILE_STRENGTH;
  const isHard = sighting.strength >= HARD_STRENGTH && stillShare <= STILL_CLIP;
  return (
    !sighting.isOfOneShot &&
    sighting.stillAround <= (isHard ? HARD_STILL_AROUND : SURE_STILL_AROUND) &&
    sighting.strength >= neededStrength(sighting, stillShare)
  );
};

/** A mark that hops goes on elsewhere when it is gone here: what does is known by its size and needs less. */
const HOP_GAP_SECONDS = 0.3;
const HOP_STRENGTH = 100;

const takesOver = (one: Sighting, other: Sighting): boolean =>
  isAlike(one.box, other.box) &&
  !one.isAlways &&
  !other.isAlways &&
  Math.min(Math.abs(one.startSeconds - other.endSeconds), Math.abs(other.startSeconds - one.endSeconds)) <
    HOP_GAP_SECONDS;

/** The sure ones, and those that one of them hops to or from. */
const withHops = (sure: readonly Sighting[], possible: readonly Sighting[]): readonly Sighting[] => {
  const more = possible.filter(
    (one) =>
      one.strength >= HOP_STRENGTH &&
      !one.isOfOneShot &&
      !sure.includes(one) &&
      sure.some((other) => takesOver(one, other)),
  );
  return more.length === 0 ? sure : withHops([...sure, ...more], possible);
};

export const withoutAmount = ({ amountAt: _amountAt, ...logo }: FoundLogo): Logo => logo;

/** Which published model a kind belongs to. */
const modelOf = (kind: LogoKind, box: NormalizedBox): 'tv' | 'internet' =>
  kind === 'static' && isCorner(box) ? 'tv' : 'internet';

export interface PlanHints {
  readonly models: readonly ('tv' | 'internet')[];
  /** Share of the whole picture's texture that stays. */
  readonly stillShare: number;
}

/** Tells marks from what only looks like one; what it is not sure of becomes a candidate. */
export const planLogos = (sightings: readonly Sighting[], { models, stillShare }: PlanHints): LogoPlan => {
  const possible = sightings.filter(({ box }) => !touchesEdge(box) && !isThin(box));
  const free = possible.filter((sighting) => !isCaption(rowOf(sighting, possible)));
  const sure = withHops(
    free.filter((sighting) => isSure(sighting, possible, stillShare)),
    free,
  );
  const logos = sure.map((sighting) => ({
    ...toLogo(sighting, kindOf(sighting, sure)),
    amountAt: sighting.amountAt,
  }));
  const isWanted = ({ kind, box }: Logo) => models.includes(modelOf(kind, box));
  const unsure = possible
    .filter((sighting) => !sure.includes(sighting) && sighting.strength >= CANDIDATE_STRENGTH)
    .sort((a, b) => b.strength - a.strength)
    .map((sighting) => toLogo(sighting, 'static'));
  return {
    logos: logos.filter(isWanted).sort((a, b) => a.start - b.start),
    candidates: [...logos.filter((logo) => !isWanted(logo)).map(withoutAmount), ...unsure].slice(
      0,
      MAX_CANDIDATES,
    ),
  };
};

/** A mark's gradient spreads this far over its edge; half of it where the picture was scaled down. */
const EDGE_SPREAD_PX = 1;
const FADED = 0.75;

/** Only where it comes or goes: at the ends of the clip a weak one stands on a light background. */
const fades = ({ amounts, run }: MarkSighting): boolean => {
  const inside = amounts.slice(run.first, run.last + 1);
  const comes = run.first > 0 && inside[0]! < FADED;
  const goes = run.last < amounts.length - 1 && inside.at(-1)! < FADED;
  return inside.length > 4 && (comes || goes);
};

/** Amounts of the upper half are "fully there"; a frame's own is read between the looks. */
const createAmountAt = ({ amounts, run }: MarkSighting, times: readonly number[]) => {
  const inside = amounts.slice(run.first, run.last + 1).sort((a, b) => a - b);
  const full = Math.max(0.1, inside[Math.floor(inside.length * 0.7)] ?? 1);
  return (timeSeconds: number): number => {
    const next = times.findIndex((time) => time >= timeSeconds);
    const after = Math.min(run.last, Math.max(run.first, next < 0 ? times.length - 1 : next));
    const before = Math.max(run.first, after - 1);
    const span = times[after]! - times[before]!;
    const share = span > 0 ? Math.min(1, Math.max(0, (timeSeconds - times[before]!) / span)) : 1;
    const amount = amounts[before]! + share * (amounts[after]! - amounts[before]!);
    return Math.min(1, Math.max(0, amount / full));
  };
};

/** Only a mark that really fades is given amounts: a light background makes others look weaker. */
const amountOf = (found: MarkSighting, times: readonly number[]): Sighting['amountAt'] =>
  fades(found) ? createAmountAt(found, times) : () => 1;

/** Frames by which the end of a run may miss a cut: dissolves and sampling. */
const CUT_REACH = 2;

const shotsOf = (
  { run, popped }: MarkSighting,
  stack: LumaStack,
  cuts: readonly number[],
): Pick<Sighting, 'isOfOneShot' | 'isOfWholeShots'> => {
  const isNear = (frame: number) => cuts.some((cut) => Math.abs(cut - frame) <= CUT_REACH);
  const opens = run.first === 0;
  const closes = run.last === stack.frames.length - 1;
  const isWhole =
    !popped && !(opens && closes) && (opens || isNear(run.first)) && (closes || isNear(run.last + 1));
  const spansCut = cuts.some((cut) => cut > run.first + CUT_REACH && cut < run.last - CUT_REACH);
  return { isOfOneShot: isWhole && !spansCut, isOfWholeShots: isWhole && spansCut };
};

/** Measures on the stack's grid as shares of the picture and seconds of the clip. */
export const toSighting = (
  found: MarkSighting,
  stack: LumaStack,
  clip: {
    readonly isScaledDown: boolean;
    readonly durationSeconds: number;
    /** Numbers of the frames that begin a shot. */
    readonly cuts: readonly number[];
  },
): Sighting => {
  const { box, run, region } = found;
  const spread = clip.isScaledDown ? EDGE_SPREAD_PX / 2 : EDGE_SPREAD_PX;
  const times = stack.timesSeconds;
  const step = times.length > 1 ? (times.at(-1)! - times[0]!) / (times.length - 1) : clip.durationSeconds;
  const startsFirst = run.first === 0;
  const endsLast = run.last === times.length - 1;
  return {
    box: [
      (box.left + spread) / stack.widthPx,
      (box.top + spread) / stack.heightPx,
      (box.right - box.left - 2 * spread) / stack.widthPx,
      (box.bottom - box.top - 2 * spread) / stack.heightPx,
    ],
    startSeconds: startsFirst ? 0 : times[run.first]! - step / 2,
    endSeconds: endsLast ? clip.durationSeconds : times[run.last]! + step / 2,
    strength:
      (region.strength / region.pixels) * region.density * region.steadiness * Math.sqrt(region.pixels),
    stillAround: region.stillAround,
    fades: fades(found),
    isAlways: startsFirst && endsLast,
    popped: found.popped,
    ...shotsOf(found, stack, clip.cuts),
    amountAt: amountOf(found, times),
  };
};
