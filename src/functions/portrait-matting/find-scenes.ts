import type { BoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import { resizeArea } from '../../vision/resize';
import { createShotDetector, shotsBetween } from '../../vision/shot-detection';
import type { MatteNetworks } from './open-networks';
import { planCrops, type Size } from './plan-crops';

/** People seen at one moment; boxes in pixels of the video. */
export interface Sighting {
  readonly timeSeconds: number;
  readonly boxes: readonly BoxPx[];
}

/** One shot: the matte starts anew here. */
export interface Scene {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly sightings: readonly Sighting[];
  /** Where the network looks through the whole shot; none where nobody is. */
  readonly crops: readonly BoxPx[];
}

export interface FindScenesOptions {
  readonly networks: MatteNetworks;
  /** `any`: the whole picture, whoever or whatever is in it. */
  readonly anySubject: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

const DETECT_WIDTH_PX = 416;
const SHOT_WIDTH_PX = 160;
/** People are looked for this often; between, their boxes are joined. */
const DETECT_PERIOD_SECONDS = 0.4;

const toShotSize = (image: RgbaImage): RgbaImage =>
  resizeArea(image, SHOT_WIDTH_PX, Math.max(8, Math.round((image.heightPx * SHOT_WIDTH_PX) / image.widthPx)));

const scaled = (box: BoxPx, from: Size, to: Size): BoxPx => {
  const across = to.widthPx / from.widthPx;
  const down = to.heightPx / from.heightPx;
  return {
    xPx: box.xPx * across,
    yPx: box.yPx * down,
    widthPx: box.widthPx * across,
    heightPx: box.heightPx * down,
  };
};

/** Looks through the clip once, small: shots, and who is where. */
const scan = async (source: MediaSource, { networks, anySubject, signal, onProgress }: FindScenesOptions) => {
  const shots = createShotDetector();
  const sightings: Sighting[] = [];
  const startSeconds = source.video?.startSeconds ?? 0;
  let nextDetection = Number.NEGATIVE_INFINITY;
  let lastSeconds = startSeconds;
  const small = { maxWidthPx: DETECT_WIDTH_PX, maxHeightPx: DETECT_WIDTH_PX };
  for await (const { timeSeconds, image } of source.images(small)) {
    signal.throwIfAborted();
    shots.push(toShotSize(image), timeSeconds);
    if (!anySubject && timeSeconds >= nextDetection) {
      const boxes = await networks.findPeople(image);
      sightings.push({ timeSeconds, boxes: boxes.map((box) => scaled(box, image, source.video!)) });
      nextDetection = timeSeconds + DETECT_PERIOD_SECONDS;
    }
    lastSeconds = timeSeconds;
    onProgress((timeSeconds - startSeconds) / Math.max(0.001, source.durationSeconds));
  }
  return {
    cuts: shots.finish(),
    sightings,
    startSeconds,
    endSeconds: Math.max(lastSeconds, source.durationSeconds),
  };
};

/** Shots with the crops the network looks at in each. */
export const findScenes = async (
  source: MediaSource,
  options: FindScenesOptions,
): Promise<readonly Scene[]> => {
  const size = source.video!;
  const { cuts, sightings, startSeconds, endSeconds } = await scan(source, options);
  const whole = [{ xPx: 0, yPx: 0, widthPx: size.widthPx, heightPx: size.heightPx }];
  return shotsBetween(cuts, startSeconds, endSeconds).map((shot) => {
    const inShot = sightings.filter(
      ({ timeSeconds }) => timeSeconds >= shot.startSeconds && timeSeconds < shot.endSeconds,
    );
    const people = inShot.flatMap(({ boxes }) => boxes);
    return { ...shot, sightings: inShot, crops: options.anySubject ? whole : planCrops(people, size) };
  });
};

/** Boxes of everyone seen within one detection period of a moment. */
export const peopleAround = ({ sightings }: Scene, timeSeconds: number): readonly BoxPx[] =>
  sightings
    .filter((sighting) => Math.abs(sighting.timeSeconds - timeSeconds) <= 1.5 * DETECT_PERIOD_SECONDS)
    .flatMap(({ boxes }) => boxes);
