import type { NormalizedBox, TimeRange } from '../../core/geometry';
import type { Look, Sighting, Voice } from './observations';
import type { SubjectTrack } from './plan-subject-track';

/** Changing to another speaker costs this much of a clear look (half a second each). */
const SWITCH_COST = 0.8;
/** Mouth motion (squared, code values) that is half clear. */
const CLEAR_MOTION = 4;
/** Mouth motion, code values, that is nothing but noise. */
const MOUTH_NOISE = 1;
/** While nobody speaks, mouths count this much; without a sound track to tell, this much. */
const SILENT_WEIGHT = 0.15;
const UNHEARD_WEIGHT = 0.8;
/** Mean share of the mouth motion that the chosen speakers must have for the choice to be believed. */
const CLEAR_SHARE = 0.62;
/** Share of the looks at which every rival must show a face. */
const MIN_FACE_SHARE = 0.6;

/** Who is to be seen in a part of a shot. */
export interface Turn extends TimeRange {
  readonly speaker: number;
}

const holds = ([x, y, width, height]: NormalizedBox, [u, v, w, h]: NormalizedBox): boolean =>
  u + w / 2 > x && u + w / 2 < x + width && v + h / 2 > y && v + h / 2 < y + height;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Mouth motion of whoever a sighting shows; `null` without a face. */
const mouthOf = (sighting: Sighting | null, faces: readonly Sighting[]): number | null => {
  const own = sighting && faces.find(({ box }) => holds(sighting.box, box));
  return own?.mouth && own.mouth.length > 0 ? mean(own.mouth) : null;
};

const voiceIn = (voice: Voice | null, { startSeconds, endSeconds }: TimeRange): number => {
  if (!voice) return UNHEARD_WEIGHT;
  const part = voice.probabilities.slice(
    Math.floor(startSeconds / voice.hopSeconds),
    Math.ceil(endSeconds / voice.hopSeconds),
  );
  return Math.max(SILENT_WEIGHT, mean(part));
};

/** The speaker at each look: the shares of mouth motion, weighted by speech, less the cost of changing. */
const bestSpeakers = (
  shares: readonly (readonly number[])[],
  weights: readonly number[],
): readonly number[] => {
  const count = shares[0]!.length;
  let totals = shares[0]!.map((share) => share * weights[0]!);
  const back: number[][] = [];
  for (let k = 1; k < shares.length; k++) {
    const links = Array.from({ length: count }, (_, to) => {
      const reach = totals.map((total, from) => total - (from === to ? 0 : SWITCH_COST));
      return reach.indexOf(Math.max(...reach));
    });
    totals = links.map(
      (from, to) => totals[from]! - (from === to ? 0 : SWITCH_COST) + shares[k]![to]! * weights[k]!,
    );
    back.push(links);
  }
  const chosen = [totals.indexOf(Math.max(...totals))];
  for (const links of back.toReversed()) chosen.unshift(links[chosen[0]!]!);
  return chosen;
};

const turnsOf = (chosen: readonly number[], looks: readonly Look[], range: TimeRange): readonly Turn[] => {
  const turns: Turn[] = [];
  chosen.forEach((speaker, k) => {
    const last = turns.at(-1);
    if (last?.speaker === speaker) return;
    const startSeconds = k === 0 ? range.startSeconds : looks[k]!.timeSeconds;
    if (last) turns[turns.length - 1] = { ...last, endSeconds: startSeconds };
    turns.push({ speaker, startSeconds, endSeconds: range.endSeconds });
  });
  return turns;
};

/**
 * Whom to show when several people do not fit together: the one whose mouth moves while there is speech. `null` when that can not be
 * told. `looks` are those of the shot, one for each of the tracks' sightings.
 */
export const planTurns = (
  rivals: readonly SubjectTrack[],
  looks: readonly Look[],
  range: TimeRange,
  voice: Voice | null,
): readonly Turn[] | null => {
  if (rivals.length < 2 || looks.length < 2) return null;
  const mouths = looks.map(({ faces }, k) =>
    rivals.map(({ sightings }) => mouthOf(sightings[k] ?? null, faces)),
  );
  const isSeen = rivals.every(
    (_, i) => mouths.filter((at) => at[i] !== null).length >= MIN_FACE_SHARE * looks.length,
  );
  if (!isSeen) return null;
  const motions = mouths.map((at) => at.map((value) => Math.max(0, (value ?? 0) - MOUTH_NOISE) ** 2));
  const totals = motions.map((motion) => motion.reduce((sum, value) => sum + value, 0));
  const shares = motions.map((motion, k) =>
    motion.map((value) => (totals[k]! > 0 ? value / totals[k]! : 1 / rivals.length)),
  );
  const weights = looks.map(({ timeSeconds }, k) => {
    const endSeconds = looks[k + 1]?.timeSeconds ?? range.endSeconds;
    const clarity = totals[k]! / (totals[k]! + CLEAR_MOTION);
    return clarity * voiceIn(voice, { startSeconds: timeSeconds, endSeconds });
  });
  const chosen = bestSpeakers(shares, weights);
  const sum = Math.max(
    1e-9,
    weights.reduce((total, weight) => total + weight, 0),
  );
  const clear = chosen.reduce((total, speaker, k) => total + weights[k]! * shares[k]![speaker]!, 0) / sum;
  return clear >= CLEAR_SHARE ? turnsOf(chosen, looks, range) : null;
};
