import { unionBox, type BoxPx } from '../../core/geometry';
import type { TextTrack } from '../../vision/text-tracks';
import type { CaptionFrame, CaptionVideo } from './caption-frame';
import { createLinePictures, paddedBox, type LinePictures } from './line-pictures';

/** Pieces of one row that came together. */
export interface FollowedRow {
  /** In pixels of the full picture, as everything here. */
  readonly box: BoxPx;
  readonly startSeconds: number;
  readonly lastSeconds: number;
  /** First frame without it; `null` when it is on the last frame. */
  readonly endSeconds: number | null;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly startIsOpen: boolean;
  readonly startChange: number;
  readonly endChange: number;
  readonly finds: number;
  readonly pictureBox: BoxPx;
  readonly pictures: LinePictures;
}

interface Entry {
  readonly members: TextTrack[];
  readonly pictureBox: BoxPx;
  readonly pictures: LinePictures;
  ended: number;
}

/** Pieces on one row share this part of the lower one's height. */
const SAME_ROW = 0.6;
/** Pieces further apart than this, in line heights, are no one row: a caption and a mark beside it. */
const MAX_GAP = 2.2;

export const scaleBox = (box: BoxPx, factor: number): BoxPx => ({
  xPx: box.xPx * factor,
  yPx: box.yPx * factor,
  widthPx: box.widthPx * factor,
  heightPx: box.heightPx * factor,
});

const isLevel = (box: BoxPx): boolean => box.heightPx <= box.widthPx * 1.5;

export const shareRow = (a: BoxPx, b: BoxPx): boolean => {
  const top = Math.max(a.yPx, b.yPx);
  const bottom = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx);
  return bottom - top >= SAME_ROW * Math.min(a.heightPx, b.heightPx);
};

const gapBetween = (a: BoxPx, b: BoxPx): number =>
  Math.max(a.xPx, b.xPx) - Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx);

/** Rows and columns changed for one another. */
const turned = ({ xPx, yPx, widthPx, heightPx }: BoxPx): BoxPx => ({
  xPx: yPx,
  yPx: xPx,
  widthPx: heightPx,
  heightPx: widthPx,
});

const isOneRow = (a: BoxPx, b: BoxPx): boolean =>
  shareRow(a, b) && gapBetween(a, b) <= MAX_GAP * Math.max(a.heightPx, b.heightPx);

const belongTogether = (a: TextTrack, b: TextTrack): boolean => {
  if (Math.abs(a.firstFrame - b.firstFrame) > 1 || a.startIsOpen !== b.startIsOpen) return false;
  if (isLevel(a.box) !== isLevel(b.box)) return false;
  return isLevel(a.box) ? isOneRow(a.box, b.box) : isOneRow(turned(a.box), turned(b.box));
};

/** New tracks sorted into rows. */
const intoRows = (tracks: readonly TextTrack[]): TextTrack[][] => {
  const rows: TextTrack[][] = [];
  for (const track of [...tracks].sort((a, b) => a.box.xPx - b.box.xPx)) {
    const row = rows.find((other) => other.some((member) => belongTogether(member, track)));
    if (row) row.push(track);
    else rows.push([track]);
  }
  return rows;
};

/** The piece with most strokes tells the times of the row. */
const mainOf = (members: readonly TextTrack[]): TextTrack =>
  members.reduce((best, member) =>
    member.template.places.length > best.template.places.length ? member : best,
  );

const describe = ({ members, pictureBox, pictures }: Entry, step: number): FollowedRow => {
  const main = mainOf(members);
  const box = scaleBox(unionBox(members.map((member) => member.box)), step);
  const { startSeconds, lastSeconds, endSeconds, firstFrame, lastFrame } = main;
  const { startIsOpen, startChange, endChange } = main;
  const times = { startSeconds, lastSeconds, endSeconds, firstFrame, lastFrame };
  const finds = Math.max(...members.map((member) => member.finds));
  return { box, ...times, startIsOpen, startChange, endChange, finds, pictureBox, pictures };
};

/** Keeps pictures of the rows on screen and hands out each row when all of it is gone. */
export const createRowAlbum = ({ widthPx, heightPx, step }: CaptionVideo) => {
  const entries = new Map<TextTrack, Entry>();

  const open = (members: TextTrack[]): void => {
    const box = scaleBox(unionBox(members.map((member) => member.box)), step);
    const pictureBox = paddedBox(box, widthPx, heightPx);
    const entry = { members, pictureBox, pictures: createLinePictures(), ended: 0 };
    for (const member of members) entries.set(member, entry);
  };

  /** A piece that was found later than the rest of its row: the row is photographed anew, whole. */
  const join = (members: readonly TextTrack[]): void => {
    const known = [...entries.values()].find(
      (entry) =>
        entry.ended === 0 && entry.members.some((one) => members.some((other) => belongTogether(one, other))),
    );
    open(known ? [...known.members, ...members] : [...members]);
  };

  const photograph = async (frame: CaptionFrame, live: readonly TextTrack[]): Promise<void> => {
    for (const members of intoRows(live.filter((track) => !entries.has(track)))) join(members);
    for (const entry of new Set(live.map((track) => entries.get(track)))) {
      if (entry?.pictures.wantsMore) entry.pictures.add(await frame.crop(entry.pictureBox));
    }
  };

  const take = (ended: readonly TextTrack[]): FollowedRow[] => {
    const rows: FollowedRow[] = [];
    for (const track of ended) {
      const entry = entries.get(track);
      if (!entries.delete(track) || !entry) continue;
      entry.ended++;
      if (entry.ended === entry.members.length) rows.push(describe(entry, step));
    }
    return rows;
  };

  return { photograph, take };
};
