import type { NormalizedBox } from '../../core/geometry';
import type { Look, Sighting, Tick, TimedBox } from './observations';
import { motionAround, planMovers } from './plan-movers';
import { shareInside, shareOfSmaller } from './box-overlap';
import { planBodies, plausibility } from './plan-bodies';
import { prominence } from './plan-prominence';

/** A sighting with what it is worth at its moment. */
interface State {
  readonly sighting: Sighting;
  readonly worth: number;
}

export interface Stage {
  readonly timeSeconds: number;
  /** The first is "nobody". */
  readonly states: readonly State[];
}

/** A subject through a shot: where it is over time, and what it was taken for at each look. */
export interface SubjectTrack {
  /** In order of time. */
  readonly boxes: readonly TimedBox[];
  readonly sightings: readonly (Sighting | null)[];
  /** Mean worth over the looks. */
  readonly worth: number;
  /** Share of the looks at which it was seen. */
  readonly presence: number;
}

/** Worth of following nobody for one look. */
const NOBODY_WORTH = 0.05;
/** What it costs to take another thing for the subject; several looks must agree. */
const SWITCH_COST = 1.5;
/** Distance, in the subject's own sizes, at which two boxes are half alike. */
const NEAR_SIZES = 0.35;
/** Boxes less alike than this are of two things. */
const SOMEBODY_ELSE = 0.12;

const NOBODY: State = {
  sighting: { kind: 'salient', score: 0, box: [0, 0, 1, 1], trail: [] },
  worth: NOBODY_WORTH,
};

/** 1 for the same place and size, towards 0 with distance and change of size. */
const likeness = (a: NormalizedBox, b: NormalizedBox): number => {
  const [width, height] = [(a[2] + b[2]) / 2, (a[3] + b[3]) / 2];
  const dx = (a[0] + a[2] / 2 - b[0] - b[2] / 2) / width;
  const dy = (a[1] + a[3] / 2 - b[1] - b[3] / 2) / height;
  const size = Math.log((a[2] * a[3]) / (b[2] * b[3])) / 2;
  return 1 / (1 + (dx * dx + dy * dy + size * size) / NEAR_SIZES ** 2);
};

const endOf = ({ box, trail }: Sighting): NormalizedBox => trail.at(-1)?.box ?? box;

const switchCost = (from: State, to: State, otherPrice: number): number => {
  if (from === NOBODY || to === NOBODY) return SWITCH_COST / 2;
  const alike = likeness(endOf(from.sighting), to.sighting.box);
  return SWITCH_COST * (1 - alike) + (alike < SOMEBODY_ELSE ? otherPrice : 0);
};

/** The chain of states, one a stage, with the highest worth less the cost of switching (Viterbi). */
const bestChain = (stages: readonly Stage[], otherPrice: number): readonly State[] => {
  let totals = stages[0]!.states.map(({ worth }) => worth);
  const back: number[][] = [];
  for (let k = 1; k < stages.length; k++) {
    const before = stages[k - 1]!.states;
    const links: number[] = [];
    const next = stages[k]!.states.map((state) => {
      let [best, link] = [Number.NEGATIVE_INFINITY, 0];
      before.forEach((from, i) => {
        const total = totals[i]! - switchCost(from, state, otherPrice);
        if (total > best) [best, link] = [total, i];
      });
      links.push(link);
      return best + state.worth;
    });
    totals = next;
    back.push(links);
  }
  let at = totals.indexOf(Math.max(...totals));
  const chain = [stages.at(-1)!.states[at]!];
  for (let k = back.length - 1; k >= 0; k--) {
    at = back[k]![at]!;
    chain.unshift(stages[k]!.states[at]!);
  }
  return chain;
};

const mix = (a: NormalizedBox, b: NormalizedBox, u: number): NormalizedBox => [
  a[0] + (b[0] - a[0]) * u,
  a[1] + (b[1] - a[1]) * u,
  a[2] + (b[2] - a[2]) * u,
  a[3] + (b[3] - a[3]) * u,
];

const shifted = (
  box: NormalizedBox,
  from: NormalizedBox,
  to: NormalizedBox,
  share: number,
): NormalizedBox => [
  box[0] + (to[0] - from[0]) * share,
  box[1] + (to[1] - from[1]) * share,
  box[2] + (to[2] - from[2]) * share,
  box[3] + (to[3] - from[3]) * share,
];

/** From one look to the next: the trail, bent so that it arrives where the next look has the subject. */
const bridge = (from: TimedBox & { readonly sighting: Sighting }, to: TimedBox): readonly TimedBox[] => {
  const { trail } = from.sighting;
  const span = to.timeSeconds - from.timeSeconds;
  const last = trail.at(-1);
  const isSame = likeness(endOf(from.sighting), to.box) > 0.2;
  if (!last || !isSame) {
    const middle = (from.timeSeconds + to.timeSeconds) / 2;
    if (isSame) return [{ timeSeconds: middle, box: mix(from.box, to.box, 0.5) }];
    // Another subject: the old one is kept until half-way.
    return [
      { timeSeconds: middle - 1e-3, box: from.box },
      { timeSeconds: middle, box: to.box },
    ];
  }
  return trail
    .filter(({ timeSeconds }) => timeSeconds < to.timeSeconds)
    .map(({ timeSeconds, box }) => ({
      timeSeconds,
      box: shifted(box, last.box, to.box, (timeSeconds - from.timeSeconds) / span),
    }));
};

const boxesAlong = (stages: readonly Stage[], chain: readonly State[]): readonly TimedBox[] => {
  const seen = chain.flatMap((state, k) => {
    const { sighting } = state;
    return state === NOBODY ? [] : [{ timeSeconds: stages[k]!.timeSeconds, box: sighting.box, sighting }];
  });
  const boxes: TimedBox[] = [];
  seen.forEach((at, i) => {
    boxes.push({ timeSeconds: at.timeSeconds, box: at.box });
    const next = seen[i + 1];
    boxes.push(...(next ? bridge(at, next) : at.sighting.trail));
  });
  return boxes;
};

/** A detector's box inside a mover's must have these shares of its size and worth to be taken for the thing that moves. */
const SHARPER = { inside: 0.7, area: 0.35, worth: 0.4 } as const;

/** Motion says what to follow, a detector's box says better how far it reaches. */
const sharpened = (state: State, { states }: Stage): State => {
  if (state.sighting.kind !== 'moving') return state;
  const { box } = state.sighting;
  const better = states.filter(({ sighting, worth }) => {
    const isFound = sighting.kind !== 'moving' && !sighting.isCarried && worth >= SHARPER.worth * state.worth;
    const area = (sighting.box[2] * sighting.box[3]) / (box[2] * box[3]);
    return isFound && area >= SHARPER.area && shareInside(sighting.box, box) >= SHARPER.inside;
  });
  return (
    better.reduce<State | null>((best, one) => (best && best.worth >= one.worth ? best : one), null) ?? state
  );
};

export interface ShotView {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly looks: readonly Look[];
  readonly ticks: readonly Tick[];
}

/** Factor for lying wholly beside, and wholly inside, what stands out by the matte network's judgement. */
const SUPPORT = { none: 0.6, all: 1.5 } as const;

const support = ({ box }: Sighting, spots: readonly Sighting[]): number => {
  if (spots.length === 0) return 1;
  const share = Math.min(
    1,
    spots.reduce((sum, spot) => sum + shareInside(box, spot.box), 0),
  );
  return SUPPORT.none + (SUPPORT.all - SUPPORT.none) * share;
};

/** What moves less like a mover than this, a tick later, is something else. */
const SAME_MOVER = 0.25;

/** A mover with its way to the next look: at each tick, what moves most like it. */
const withTrail = (mover: Sighting, { startSeconds, endSeconds, ticks }: ShotView, span: Span): Sighting => {
  const trail: TimedBox[] = [];
  for (const { timeSeconds } of ticks) {
    if (timeSeconds <= span.from || timeSeconds > span.to) continue;
    const last = trail.at(-1)?.box ?? mover.box;
    const [best] = planMovers(motionAround(ticks, timeSeconds, [startSeconds, endSeconds]))
      .map(({ box }) => ({ box, alike: likeness(last, box) }))
      .sort((a, b) => b.alike - a.alike);
    if (best && best.alike >= SAME_MOVER) trail.push({ timeSeconds, box: best.box });
  }
  return { ...mover, trail };
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Everything that may be a subject at each look of a shot, with its worth. */
export const planStages = (view: ShotView): readonly Stage[] =>
  view.looks.map(({ timeSeconds, sightings, faces }, k) => {
    const { startSeconds, endSeconds, looks, ticks } = view;
    const cells = motionAround(ticks, timeSeconds, [startSeconds, endSeconds]);
    const span = { from: timeSeconds, to: looks[k + 1]?.timeSeconds ?? endSeconds };
    const movers = planMovers(cells).map((mover) => withTrail(mover, view, span));
    const all = [...sightings, ...planBodies(faces, sightings), ...movers];
    const spots = sightings.filter(({ kind }) => kind === 'salient');
    const states = all.map((sighting) => ({
      sighting,
      worth: prominence(sighting, cells) * plausibility(sighting, faces) * support(sighting, spots),
    }));
    return { timeSeconds, states: [NOBODY, ...states] };
  });

/** A price at which a track never goes over to somebody else. */
export const NO_SWITCH = 1000;

/** Only the people of each look. */
export const peopleOnly = (stages: readonly Stage[]): readonly Stage[] =>
  stages.map(({ timeSeconds, states }) => ({
    timeSeconds,
    states: states.filter(
      (state) => state === NOBODY || state.sighting.kind === 'person' || state.sighting.kind === 'face',
    ),
  }));

/** The subject of a shot: the thing worth following through all of its looks. `null` when there is nobody. */
export const planSubjectTrack = (stages: readonly Stage[], otherPrice = 0): SubjectTrack | null => {
  if (stages.length === 0) return null;
  const chain = bestChain(stages, otherPrice).map((state, k) => sharpened(state, stages[k]!));
  const seen = chain.filter((state) => state !== NOBODY);
  if (seen.length === 0) return null;
  return {
    boxes: boxesAlong(stages, chain),
    sightings: chain.map((state) => (state === NOBODY ? null : state.sighting)),
    worth: seen.reduce((sum, { worth }) => sum + worth, 0) / chain.length,
    presence: seen.length / chain.length,
  };
};

/** The same looks without what belongs to a track already found. */
export const withoutTrack = (stages: readonly Stage[], track: SubjectTrack): readonly Stage[] =>
  stages.map(({ timeSeconds, states }, k) => {
    const taken = track.sightings[k];
    if (!taken) return { timeSeconds, states };
    return {
      timeSeconds,
      states: states.filter(
        (state) => state === NOBODY || shareOfSmaller(state.sighting.box, taken.box) < 0.3,
      ),
    };
  });
