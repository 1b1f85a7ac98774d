import type { NormalizedBox, TimeRange } from '../../core/geometry';
import type { ReframeShot } from '../../core/reframe-path';
import type { Observations, TimedBox, Voice } from './observations';
import { boxAt } from './plan-axis-needs';
import { planFrame, type FramePlan } from './plan-frame';
import { planShotPath, type MotionStyle } from './plan-shot';
import { planTurns } from './plan-speakers';
import {
  NO_SWITCH,
  peopleOnly,
  planStages,
  planSubjectTrack,
  withoutTrack,
  type ShotView,
  type Stage,
  type SubjectTrack,
} from './plan-subject-track';

export interface ReframeWishes {
  readonly aspect: number;
  readonly cropType: 'smart' | 'fill' | 'cut';
  readonly style: MotionStyle;
  /** 0..1, see the definition. */
  readonly tightness: number;
}

/** Another subject counts when it is worth this much of the first and is there this often. */
const PARTNER_WORTH = 0.6;
const RIVAL_WORTH = 0.8;
/** Who listens moves less than who speaks, and may become the speaker. */
const SPEAKER_WORTH = 0.45;
const PARTNER_PRESENCE = 0.6;
const MAX_SUBJECTS = 4;
/** Share of the time the union must fit for several subjects to be held together. */
const TOGETHER_SHARE = 0.85;
/** Closing in: at most twice, and never nearer than this many subject sizes. */
const MAX_ZOOM = 2;
const ZOOM_AIR = 1.35;
/** Looser than normal: the subject and so many of its own widths around it are kept. */
const LOOSE_WIDTHS = 3;
const SAMPLES = 40;

const shotRanges = ({ boundaries, startSeconds, endSeconds }: Observations): readonly TimeRange[] => {
  const inside = boundaries
    .map(({ timeSeconds }) => timeSeconds)
    .filter((t) => t > startSeconds && t < endSeconds);
  const edges = [startSeconds, ...inside, endSeconds];
  return edges.slice(1).map((end, i) => ({ startSeconds: edges[i]!, endSeconds: end }));
};

const findTracks = (all: readonly Stage[], minWorth: number, price?: number): readonly SubjectTrack[] => {
  let stages = all;
  const tracks: SubjectTrack[] = [];
  while (tracks.length < MAX_SUBJECTS) {
    const track = planSubjectTrack(stages, price);
    if (!track) break;
    const first = tracks[0];
    if (first && (track.worth < minWorth * first.worth || track.presence < PARTNER_PRESENCE)) break;
    tracks.push(track);
    stages = withoutTrack(stages, track);
  }
  return tracks;
};

const union = (a: NormalizedBox, b: NormalizedBox): NormalizedBox => {
  const [left, top] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  return [left, top, Math.max(a[0] + a[2], b[0] + b[2]) - left, Math.max(a[1] + a[3], b[1] + b[3]) - top];
};

const unionAlong = (tracks: readonly SubjectTrack[]): readonly TimedBox[] => {
  const times = [...new Set(tracks.flatMap(({ boxes }) => boxes.map(({ timeSeconds }) => timeSeconds)))].sort(
    (a, b) => a - b,
  );
  return times.map((timeSeconds) => ({
    timeSeconds,
    box: tracks.map(({ boxes }) => boxAt(boxes, timeSeconds)).reduce(union),
  }));
};

const sampled = (
  boxes: readonly TimedBox[],
  { startSeconds, endSeconds }: TimeRange,
): readonly NormalizedBox[] =>
  boxes.length === 0
    ? []
    : Array.from({ length: SAMPLES }, (_, i) =>
        boxAt(boxes, startSeconds + ((endSeconds - startSeconds) * (i + 0.5)) / SAMPLES),
      );

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;

/** Crop height that holds a box's width or height, whichever asks for more; times 1 source height. */
const scaleFor = ([, , width, height]: NormalizedBox, { widthAtOne }: FramePlan): number =>
  Math.max(width / widthAtOne, height);

interface Framing {
  readonly boxes: readonly TimedBox[];
  readonly scale: number;
  readonly kept: readonly SubjectTrack[];
}

/** Those who matter as much as the first. */
const rivalsOf = (tracks: readonly SubjectTrack[]): readonly SubjectTrack[] =>
  tracks.filter((track) => track.worth >= RIVAL_WORTH * tracks[0]!.worth);

/** Whether a crop at full height holds all of them, nearly all the time. */
const isHeld = (
  tracks: readonly SubjectTrack[],
  range: TimeRange,
  { widthAtOne, fullScale }: FramePlan,
): boolean => {
  const widths = sampled(unionAlong(tracks), range).map(([, , width]) => width / widthAtOne);
  return quantile(widths, TOGETHER_SHARE) <= fullScale;
};

/** Which subjects a shot holds and how near it goes; the scale stays the same through the shot. */
const planFraming = (
  tracks: readonly SubjectTrack[],
  range: TimeRange,
  frame: FramePlan,
  wishes: ReframeWishes,
): Framing => {
  const { fullScale, wholeScale, widthAtOne } = frame;
  if (wishes.cropType === 'fill') return { boxes: [], scale: wholeScale, kept: tracks };
  let kept = tracks.slice(0, 1);
  for (const track of tracks.slice(1)) if (isHeld([...kept, track], range, frame)) kept = [...kept, track];
  const boxes = kept.length > 0 ? unionAlong(kept) : [];
  const views = sampled(boxes, range);
  const rivals = rivalsOf(tracks);
  if (wishes.cropType === 'smart' && rivals.some((rival) => !kept.includes(rival))) {
    const all = unionAlong(rivals);
    const needed = quantile(
      sampled(all, range).map((box) => scaleFor(box, frame)),
      0.9,
    );
    return { boxes: all, scale: Math.min(wholeScale, Math.max(fullScale, needed * 1.04)), kept: rivals };
  }
  if (wishes.tightness > 0.5 && views.length > 0) {
    const nearest = fullScale / (1 + (MAX_ZOOM - 1) * 2 * (wishes.tightness - 0.5));
    const needed =
      ZOOM_AIR *
      quantile(
        views.map((box) => scaleFor(box, frame)),
        0.95,
      );
    return { boxes, scale: Math.min(fullScale, Math.max(nearest, needed)), kept };
  }
  if (wishes.tightness < 0.5 && wishes.cropType === 'smart' && views.length > 0) {
    const widths = 1 + LOOSE_WIDTHS * 2 * (0.5 - wishes.tightness);
    const needed = quantile(
      views.map(([, , width]) => (width * widths) / widthAtOne),
      0.5,
    );
    return { boxes, scale: Math.min(wholeScale, Math.max(fullScale, needed)), kept };
  }
  return { boxes, scale: fullScale, kept };
};

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const describeSubject = ({ sightings, presence, boxes }: SubjectTrack): ReframeShot['subjects'][number] => {
  const kinds = sightings.flatMap((sighting) => (sighting ? [sighting.kind] : []));
  const count = (kind: string) => kinds.filter((other) => other === kind).length;
  const kind = [...kinds].sort((a, b) => count(b) - count(a))[0] ?? 'salient';
  return {
    kind,
    box: boxes[boxes.length >> 1]!.box.map((value) => round(value, 4)),
    share: round(presence, 3),
  };
};

export interface ReframePlan {
  readonly frame: FramePlan;
  readonly shots: readonly ReframeShot[];
}

/** One shot; or one after another of those who speak in it, when they do not fit together. */
const planShot = (
  view: ShotView,
  voice: Voice | null,
  shape: { readonly frame: FramePlan; readonly sourceAspect: number },
  wishes: ReframeWishes,
): readonly ReframeShot[] => {
  const stages = planStages(view);
  const tracks = findTracks(stages, PARTNER_WORTH);
  const framing = planFraming(tracks, view, shape.frame, wishes);
  const { style } = wishes;
  const people = findTracks(peopleOnly(stages), SPEAKER_WORTH, NO_SWITCH);
  const isCrowded = wishes.cropType !== 'fill' && people.length > 1 && !isHeld(people, view, shape.frame);
  const turns = isCrowded ? planTurns(people, view.looks, view, voice) : null;
  if (!turns) {
    const path = planShotPath({ ...view, ...shape, scale: framing.scale, boxes: framing.boxes, style });
    return [{ ...path, subjects: framing.kept.map(describeSubject) }];
  }
  return turns.map(({ startSeconds, endSeconds, speaker }): ReframeShot => {
    const track = people[speaker]!;
    const scale = shape.frame.fullScale;
    const path = planShotPath({ startSeconds, endSeconds, ...shape, scale, boxes: track.boxes, style });
    return { ...path, subjects: [{ ...describeSubject(track), kind: 'speaker' }] };
  });
};

/** Every shot's crop, from what was observed. */
export const planReframe = (seen: Observations, wishes: ReframeWishes): ReframePlan => {
  const frame = planFrame(seen, wishes.aspect, seen.picture);
  const shape = { frame, sourceAspect: seen.widthPx / seen.heightPx };
  const shots = shotRanges(seen).flatMap((range) => {
    const isIn = ({ timeSeconds }: { readonly timeSeconds: number }) =>
      timeSeconds >= range.startSeconds - 1e-6 && timeSeconds < range.endSeconds - 1e-6;
    const view = { ...range, looks: seen.looks.filter(isIn), ticks: seen.ticks.filter(isIn) };
    return planShot(view, seen.voice, shape, wishes);
  });
  return { frame, shots };
};
