import { toNormalizedBox, type NormalizedBox } from '../../core/geometry';
import type { RgbaImage, TimedImage } from '../../core/image';
import { findPictureBox } from '../../vision/borders';
import { fitInside, resizeArea } from '../../vision/resize';
import { createShotDetector } from '../../vision/shot-detection';
import type { SubjectFinder } from './find-subjects';
import type { Look, Observations, Sighting, Tick, TimedBox } from './observations';
import { createMotionWatch } from './watch-motion';

/** Longer side of the pictures that are looked at, px: what the object detector takes in. */
export const WATCH_PX = 416;
/** Motion is read this often, and the detectors asked this often, seconds. */
const TICK_SECONDS = 0.12;
const LOOK_SECONDS = 0.5;
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
  readonly trails: TimedBox[][];
}

const closeLook = ({ look, trails }: OpenLook): Look => ({
  ...look,
  sightings: look.sightings.map((sighting, i): Sighting => ({ ...sighting, trail: trails[i]! })),
});

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
    follow: (tick: Tick, move: (box: NormalizedBox) => NormalizedBox) => {
      moved = Math.max(moved, activity(tick));
      if (tick.isFresh || !open) return;
      const { look, trails } = open;
      trails.forEach((trail, i) => {
        const box = trail.at(-1)?.box ?? look.sightings[i]!.box;
        trail.push({ timeSeconds: tick.timeSeconds, box: move(box) });
      });
    },
    look: async ({ image, timeSeconds }: TimedImage, isFresh: boolean) => {
      const last = open?.look;
      const isSame = last && !isFresh && moved < 1 && timeSeconds - lastFound < STALE_SECONDS;
      const found = isSame ? last : await finder.find(image, timeSeconds, isFresh);
      if (!isSame) lastFound = timeSeconds;
      moved = 0;
      close();
      open = { look: { ...found, timeSeconds }, trails: found.sightings.map(() => []) };
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
  let [tickDue, lookDue] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const frame of images) {
    signal.throwIfAborted();
    const { image, timeSeconds } = frame;
    const isFresh = shots.push(image, timeSeconds).score > NEW_SHOT || ticks.length === 0;
    borders.push(frame);
    if (isFresh || timeSeconds >= tickDue) {
      const tick = motion.push(image, timeSeconds, isFresh);
      ticks.push(tick);
      keeper.follow(tick, motion.follow);
      tickDue = timeSeconds + TICK_SECONDS - 1e-3;
    }
    // Wild motion can look like one cut after another.
    const isRushed = timeSeconds < lookDue - LOOK_SECONDS + RUSHED_SECONDS;
    if ((isFresh && !isRushed) || timeSeconds >= lookDue) {
      await keeper.look(frame, isFresh);
      lookDue = timeSeconds + LOOK_SECONDS - 1e-3;
    }
    onTime?.(timeSeconds);
  }
  return { boundaries: shots.finish(), looks: keeper.finish(), ticks, picture: borders.find() };
};
