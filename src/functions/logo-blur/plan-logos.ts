import type { Logo, LogoKind } from '../../core/logo-result';
import type { NormalizedBox } from '../../core/geometry';
import type { MarkSighting } from '../../vision/marks/find-marks';
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
}

export interface LogoPlan {
  readonly logos: readonly Logo[];
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

const isCorner = (box: NormalizedBox): boolean => {
  const [cx, cy] = centreOf(box);
  return Math.abs(cx - 0.5) > 0.2 && Math.abs(cy - 0.5) > 0.2;
};

const isAlike = ([, , w, h]: NormalizedBox, [, , w2, h2]: NormalizedBox): boolean =>
  Math.abs(w - w2) < 0.15 * Math.max(w, w2) + 0.004 && Math.abs(h - h2) < 0.2 * Math.max(h, h2) + 0.006;

/** From so many of one size on they are tiles of one pattern. */
const MIN_TILES = 4;

const kindOf = (sighting: Sighting, all: readonly Sighting[]): LogoKind => {
  const alike = all.filter((other) => isAlike(sighting.box, other.box));
  const together = alike.filter(
    (other) => other.startSeconds < sighting.endSeconds && other.endSeconds > sighting.startSeconds,
  );
  if (together.length >= MIN_TILES) return 'tiled';
  if (sighting.fades) return 'fading';
  return sighting.isAlways || alike.length === 1 ? 'static' : 'moving';
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

const isSure = (sighting: Sighting): boolean =>
  sighting.stillAround <= SURE_STILL_AROUND &&
  sighting.strength >= (sighting.isAlways ? SURE_STRENGTH_ALWAYS : SURE_STRENGTH);

/** Which published model a kind belongs to. */
const modelOf = (kind: LogoKind, box: NormalizedBox): 'tv' | 'internet' =>
  kind === 'static' && isCorner(box) ? 'tv' : 'internet';

/** Tells marks from what only looks like one; what it is not sure of becomes a candidate. */
export const planLogos = (
  sightings: readonly Sighting[],
  models: readonly ('tv' | 'internet')[],
): LogoPlan => {
  const possible = sightings.filter(({ box }) => !touchesEdge(box) && !isThin(box));
  const sure = possible.filter((sighting) => isSure(sighting) && !isCaption(sighting));
  const logos = sure.map((sighting) => toLogo(sighting, kindOf(sighting, sure)));
  const isWanted = ({ kind, box }: Logo) => models.includes(modelOf(kind, box));
  const unsure = possible
    .filter((sighting) => !sure.includes(sighting) && sighting.strength >= CANDIDATE_STRENGTH)
    .sort((a, b) => b.strength - a.strength)
    .map((sighting) => toLogo(sighting, 'static'));
  return {
    logos: logos.filter(isWanted).sort((a, b) => a.start - b.start),
    candidates: [...logos.filter((logo) => !isWanted(logo)), ...unsure].slice(0, MAX_CANDIDATES),
  };
};

/** A mark's gradient spreads this far over its edge; half of it where the picture was scaled down. */
const EDGE_SPREAD_PX = 1;
const FADED = 0.75;

const fades = ({ amounts, run }: MarkSighting): boolean => {
  const inside = amounts.slice(run.first, run.last + 1);
  const first = inside[0] ?? 1;
  const last = inside.at(-1) ?? 1;
  return inside.length > 4 && (first < FADED || last < FADED);
};

/** Measures on the stack's grid as shares of the picture and seconds of the clip. */
export const toSighting = (
  found: MarkSighting,
  stack: LumaStack,
  clip: { readonly isScaledDown: boolean; readonly durationSeconds: number },
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
  };
};
