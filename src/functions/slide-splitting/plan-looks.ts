import type { TimeRange } from '../../core/geometry';

/** One coded frame, in order of decoding. */
export interface CodedFrame {
  readonly timeSeconds: number;
  readonly bytes: number;
  readonly isKey: boolean;
}

/** A group of pictures: from one keyframe to the next. */
export interface Group extends TimeRange {
  readonly keyBytes: number;
  /** Of the frames between. */
  readonly bytes: readonly number[];
}

export const groupsOf = (frames: readonly CodedFrame[], durationSeconds: number): Group[] => {
  const groups: (Group & { readonly bytes: number[] })[] = [];
  for (const { timeSeconds, bytes, isKey } of frames) {
    if (isKey)
      groups.push({ startSeconds: timeSeconds, endSeconds: durationSeconds, keyBytes: bytes, bytes: [] });
    else groups.at(-1)?.bytes.push(bytes);
  }
  return groups.map((group, i) => ({ ...group, endSeconds: groups[i + 1]?.startSeconds ?? durationSeconds }));
};

/** Groups of this length are worth passing over, and still short enough that no slide hides in one unnoticed. */
const MIN_GROUP_SECONDS = 1.5;
const MAX_GROUP_SECONDS = 12;

/** Whether looking at keyframes first saves anything in this video. */
export const hasUsefulGroups = (groups: readonly Group[]): boolean => {
  const useful = groups.filter(({ startSeconds, endSeconds }) => {
    const seconds = endSeconds - startSeconds;
    return seconds >= MIN_GROUP_SECONDS && seconds <= MAX_GROUP_SECONDS;
  });
  return groups.length > 2 && useful.length >= groups.length / 2;
};

/** A frame that brings a new slide is at least this share of a keyframe, and this many times an ordinary frame. */
const NEWS_SHARE = 0.08;
const NEWS_TIMES = 4;

/** A whole new slide costs at least this share of a keyframe, wherever it comes. */
const TURN_SHARE = 0.25;

const largest = ({ bytes }: Group): number => bytes.reduce((most, size) => Math.max(most, size), 0);

/** Whether a frame inside the group is so large that something may have come and gone. */
export const hasNews = (group: Group): boolean => {
  const median = group.bytes.toSorted((a, b) => a - b)[group.bytes.length >> 1] ?? 0;
  return largest(group) > Math.max(NEWS_SHARE * group.keyBytes, NEWS_TIMES * median);
};

/** What a keyframe shows beside the next one, moving pictures and pointers left out. */
export type KeyframeStep =
  /** The same. */
  | 'same'
  /** Something else all over. */
  | 'turned'
  | 'other';

/** Longest stretch that is looked at in one go: the windows of the tracker count samples, not seconds. */
const isShortEnough = ({ startSeconds, endSeconds }: Group): boolean =>
  endSeconds - startSeconds <= MAX_GROUP_SECONDS;

/**
 * Groups in which nothing can have happened: no frame is large, and their keyframe and the next show the same, or the
 * next is so different that the turn must have come with it. `steps[i]` compares the keyframes of group i and i + 1.
 */
export const planQuiet = (groups: readonly Group[], steps: readonly KeyframeStep[]): boolean[] =>
  groups.map((group, i) => {
    const next = groups[i + 1];
    if (!next || !isShortEnough(group) || hasNews(group)) return false;
    const turnBytes = TURN_SHARE * Math.min(group.keyBytes, next.keyBytes);
    return steps[i] === 'same' || (steps[i] === 'turned' && largest(group) < turnBytes);
  });

/** One thing to decode: the keyframe of a quiet group, or a stretch at the sampling rate. */
export type Look =
  ({ readonly kind: 'key'; readonly group: number } & TimeRange) | ({ readonly kind: 'stretch' } & TimeRange);

/** In order of time; neighbouring groups that are looked at whole are one stretch. */
export const planLooks = (groups: readonly Group[], quiet: readonly boolean[]): Look[] => {
  const looks: Look[] = [];
  groups.forEach(({ startSeconds, endSeconds }, i) => {
    const last = looks.at(-1);
    if (quiet[i]) looks.push({ kind: 'key', group: i, startSeconds, endSeconds });
    else if (last?.kind === 'stretch') looks[looks.length - 1] = { ...last, endSeconds };
    else looks.push({ kind: 'stretch', startSeconds, endSeconds });
  });
  return looks;
};
