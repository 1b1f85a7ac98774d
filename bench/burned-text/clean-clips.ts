/** A stretch of real video without overlaid text, checked by eye. */
export interface CleanClip {
  readonly file: string;
  readonly fromSeconds: number;
  readonly frames: number;
  readonly frameRate: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** ffmpeg filter that gives the size, e.g. a crop that leaves a mark out. */
  readonly filter: string;
}

const GENERAL = 'general';

/** Sources of the cases: still and moving cameras, dark and bright, cuts, flat and busy pictures. */
export const CLEAN_CLIPS = {
  /** Still camera, bird on a branch over flat sky. */
  bird: {
    file: `${GENERAL}/bbb_480p_30s.mp4`,
    fromSeconds: 16,
    frames: 96,
    frameRate: 24,
    widthPx: 854,
    heightPx: 480,
    filter: 'null',
  },
  /** Slow camera move from sky over a meadow. */
  meadow: {
    file: `${GENERAL}/bbb_480p_30s.mp4`,
    fromSeconds: 4,
    frames: 120,
    frameRate: 24,
    widthPx: 854,
    heightPx: 480,
    filter: 'null',
  },
  /** Busy flowers. */
  flowers: {
    file: `${GENERAL}/bbb_480p_30s.mp4`,
    fromSeconds: 12.1,
    frames: 84,
    frameRate: 24,
    widthPx: 854,
    heightPx: 480,
    filter: 'null',
  },
  /** Street, still camera, a man passes close by. */
  street: {
    file: `${GENERAL}/bikes.mp4`,
    fromSeconds: 7.52,
    frames: 52,
    frameRate: 25,
    widthPx: 640,
    heightPx: 272,
    filter: 'null',
  },
  /** Four shots within four seconds. */
  cuts: {
    file: `${GENERAL}/bikes.mp4`,
    fromSeconds: 1,
    frames: 112,
    frameRate: 25,
    widthPx: 640,
    heightPx: 272,
    filter: 'null',
  },
  /** Dark hall, slow zoom. */
  hall: {
    file: `${GENERAL}/katna_pos_video.mp4`,
    fromSeconds: 8,
    frames: 104,
    frameRate: 24,
    widthPx: 720,
    heightPx: 480,
    filter: 'null',
  },
  /** Close-up of a talking character. */
  talk: {
    file: `${GENERAL}/opencv_Megamind.avi`,
    fromSeconds: 0.4,
    frames: 92,
    frameRate: 24,
    widthPx: 720,
    heightPx: 528,
    filter: 'null',
  },
  /** Sharp 720p: a leaf on a stone; the mark at the bottom is cut off. */
  leaf: {
    file: `${GENERAL}/pyscenedetect_testvideo.mp4`,
    fromSeconds: 1.5,
    frames: 120,
    frameRate: 30,
    widthPx: 1280,
    heightPx: 576,
    filter: 'crop=1280:576:0:0',
  },
  /** A deer that moves its head. */
  deer: {
    file: `${GENERAL}/pyscenedetect_testvideo.mp4`,
    fromSeconds: 7.5,
    frames: 120,
    frameRate: 30,
    widthPx: 1280,
    heightPx: 576,
    filter: 'crop=1280:576:0:0',
  },
  /** A fast handheld camera follows a dancer before a crowd. */
  dance: {
    file: 'portraits/dance-twirl.mp4',
    fromSeconds: 0,
    frames: 84,
    frameRate: 24,
    widthPx: 854,
    heightPx: 480,
    filter: 'scale=854:480',
  },
  /** Upright cut-out of a moving camera before a crowd. */
  upright: {
    file: 'portraits/breakdance.mp4',
    fromSeconds: 0,
    frames: 80,
    frameRate: 24,
    widthPx: 480,
    heightPx: 854,
    filter: 'scale=-2:854,crop=480:854',
  },
} as const satisfies Readonly<Record<string, CleanClip>>;

export type CleanClipName = keyof typeof CLEAN_CLIPS;
