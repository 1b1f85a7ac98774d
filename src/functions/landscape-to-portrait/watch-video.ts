import { toNormalizedBox, type NormalizedBox } from '../../core/geometry';
import type { RgbaImage, TimedImage } from '../../core/image';
import { findPictureBox } from '../../vision/borders';
import { fitInside, resizeArea } from '../../vision/resize';
import { createShotDetector } from '../../vision/shot-detection';
import { likeBoxes } from './box-overlap';
import type { SubjectFinder } from './find-subjects';
import type { Look, Observations, Sighting, Tick, TimedBox } from './observations';
import { createMotionWatch, type MotionWatch } from './watch-motion';

/** Longer side of the pictures that are looked at, px: what the object detector takes in. */
export const WATCH_PX = 416;
/** Motion is read this often, and the detectors asked this often, seconds. */
const TICK_SECONDS = 0.12;
const LOOK_SECONDS = 0.5;
/** The same while little moves, which is followed well enough in between; and what is little, in times of what is nothing. */
const CALM_LOOK_SECONDS = 1;
const CALM_ACTIVITY = 4;
/** While nothing moves, the last look stands for this long. */
const STALE_SECONDS = 4;
/** Difference to the frame before (shot detector's score) from which a new shot may have begun. */
const NEW_SHOT = 0.26;
/** Own motion (mean over cells) and camera motion (share of the picture) below which nothing has moved. */
const STILL_CELLS = 0.6;
const STILL_CAMERA_SHARE = 0.004;
/** Looks are at least this far apart, seconds. */
const RUSHED_SECONDS = 0.15;
/** Pictures kept to look for letterbox bars. */
const BORDER_PX = 160;
const BORDER_PICTURES = 24;
const BORDER_SECONDS = 1;

/** A look whose sightings are still being followed. */
interface OpenLook {
  readonly look: Look;
  readonly sightings: readonly Following[];
  readonly faces: readonly Following[];
}

interface Following {
  readonly trail: TimedBox[];
  readonly mouth: number[];
}

const closeLook = ({ look, sightings, faces }: OpenLook): Look => ({
  ...look,
  sightings: look.sightings.map((sighting, i): Sighting => ({ ...sighting, trail: sightings[i]!.trail })),
  faces: look.faces.map((face, i): Sighting => ({ ...face, ...faces[i]! })),
});

const startFollowing = (list: readonly Sighting[]): readonly Following[] =>
  list.map(() => ({ trail: [], mouth: [] }));

/** What was seen before and is not found again is believed a little less from look to look, and then given up. */
const CARRY_LOSS = 0.85;
/** The matte network is asked rarely, so what it saw is kept longer. */
const CARRY_SALIENT_LOSS = 0.95;
const MIN_CARRIED = 0.25;
const SAME_THING = 0.4;

/** Adds what the last look saw, where its motion has taken it by now. */
const withCarried = (
  found: Pick<Look, 'sightings' | 'faces'>,
  { look, sightings }: OpenLook,
): Pick<Look, 'sightings' | 'faces'> => {
  const carried = look.sightings.flatMap((sighting, i): readonly Sighting[] => {
    const box = sightings[i]!.trail.at(-1)?.box ?? sighting.box;
    const score = sighting.score * (sighting.kind === 'salient' ? CARRY_SALIENT_LOSS : CARRY_LOSS);
    const isRival = (other: Sighting) =>
      (other.kind === 'salient') === (sighting.kind === 'salient') && likeBoxes(other.box, box) > SAME_THING;
    const isGone = box[0] + box[2] < 0.02 || box[0] > 0.98;
    return score < MIN_CARRIED || isGone || found.sightings.some(isRival)
      ? []
      : [{ ...sighting, box, score, isCarried: true }];
  });
  return { ...found, sightings: [...found.sightings, ...carried] };
};

/** One face alone needs no telling who speaks. */
const MIN_MOUTHS = 2;

const activity = ({ cells, panX, panY, zoom }: Tick): number => {
  const own = cells.reduce((sum, value) => sum + value, 0) / cells.length;
  const camera = Math.abs(panX) + Math.abs(panY) + Math.abs(zoom);
  return Math.max(own / STILL_CELLS, camera / STILL_CAMERA_SHARE);
};

/** Bars are black in every picture, so a few spread ones are enough; every second one goes when there are many. */
const createBorderWatch = () => {
  let pictures: RgbaImage[] = [];
  let [due, step] = [Number.NEGATIVE_INFINITY, BORDER_SECONDS];
  return {
    push: ({ image, timeSeconds }: TimedImage) => {
      if (timeSeconds < due) return;
      const size = fitInside(image, BORDER_PX, BORDER_PX);
      pictures.push(resizeArea(image, size.widthPx, size.heightPx));
      if (pictures.length > BORDER_PICTURES) {
        pictures = pictures.filter((_, i) => i % 2 === 0);
        step *= 2;
      }
      due = timeSeconds + step;
    },
    find: (): NormalizedBox => {
      const box = findPictureBox(pictures);
      const first = pictures[0];
      return box && first ? toNormalizedBox(box, first.widthPx, first.heightPx) : [0, 0, 1, 1];
    },
  };
};

/** Takes the sightings of the open look along with the motion of each tick. */
const createLookKeeper = (finder: Pick<SubjectFinder, 'find'>) => {
  const looks: Look[] = [];
  let open: OpenLook | null = null;
  let lastFound = Number.NEGATIVE_INFINITY;
  let moved = 0;
  const close = () => {
    if (open) looks.push(closeLook(open));
    open = null;
  };
  return {
    follow: (tick: Tick, { follow, mouth }: Pick<MotionWatch, 'follow' | 'mouth'>) => {
      moved = Math.max(moved, activity(tick));
      if (tick.isFresh || !open) return;
      const take = (list: readonly Sighting[], followed: readonly Following[], hasMouths: boolean) =>
        list.forEach((sighting, i) => {
          const { trail, mouth: motions } = followed[i]!;
          const last = trail.at(-1)?.box ?? sighting.box;
          if (hasMouths) motions.push(mouth(last));
          trail.push({ timeSeconds: tick.timeSeconds, box: follow(last) });
        });
      take(open.look.sightings, open.sightings, false);
      take(open.look.faces, open.faces, open.look.faces.length >= MIN_MOUTHS);
    },
    /** Returns after how many seconds to look again. */
    look: async ({ image, timeSeconds }: TimedImage, isFresh: boolean): Promise<number> => {
      const last = open?.look;
      const isSame = last && !isFresh && moved < 1 && timeSeconds - lastFound < STALE_SECONDS;
      const fresh = isSame ? last : await finder.find(image, timeSeconds, isFresh);
      const found = isSame || isFresh || !open ? fresh : withCarried(fresh, open);
      if (!isSame) lastFound = timeSeconds;
      const isCalm = moved < CALM_ACTIVITY && !isFresh && found.faces.length < MIN_MOUTHS;
      moved = 0;
      close();
      open = {
        look: { ...found, timeSeconds },
        sightings: startFollowing(found.sightings),
        faces: startFollowing(found.faces),
      };
      return isCalm ? CALM_LOOK_SECONDS : LOOK_SECONDS;
    },
    finish: (): readonly Look[] => {
      close();
      return looks;
    },
  };
};

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Of the frame looked at last. */
  readonly onTime?: (timeSeconds: number) => void;
}

type Watched = Pick<Observations, 'boundaries' | 'looks' | 'ticks' | 'picture'>;

/** Looks through small pictures once, in order: shots, camera and own motion, and what may be a subject. */
export const watchVideo = async (
  images: AsyncIterable<TimedImage>,
  finder: Pick<SubjectFinder, 'find'>,
  { signal, onTime }: WatchOptions,
): Promise<Watched> => {
  const shots = createShotDetector();
  const motion = createMotionWatch();
  const borders = createBorderWatch();
  const keeper = createLookKeeper(finder);
  const ticks: Tick[] = [];
  let tickDue = Number.NEGATIVE_INFINITY;
  let lookDue = tickDue;
  let rushedUntil = tickDue;
  for await (const frame of images) {
    signal.throwIfAborted();
    const { image, timeSeconds } = frame;
    const isFresh = shots.push(image, timeSeconds).score > NEW_SHOT || ticks.length === 0;
    borders.push(frame);
    if (isFresh || timeSeconds >= tickDue) {
      const tick = motion.push(image, timeSeconds, isFresh);
      ticks.push(tick);
      keeper.follow(tick, motion);
      tickDue = timeSeconds + TICK_SECONDS - 1e-3;
    }
    // Wild motion can look like one cut after another.
    const isRushed = timeSeconds < rushedUntil;
    if ((isFresh && !isRushed) || timeSeconds >= lookDue) {
      lookDue = timeSeconds + (await keeper.look(frame, isFresh)) - 1e-3;
      rushedUntil = timeSeconds + RUSHED_SECONDS;
    }
    onTime?.(timeSeconds);
  }
  return { boundaries: shots.finish(), looks: keeper.finish(), ticks, picture: borders.find() };
};
