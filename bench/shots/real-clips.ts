import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ShotCase, ShotTruth } from './make-cases';

interface ListedShots {
  readonly cuts?: readonly number[];
  readonly fade_in?: readonly number[];
  readonly fade_scene_start_frames?: readonly number[];
  readonly fps?: number;
}

export interface RealClip extends ShotCase {
  /** Stretches in which nothing is counted: truth was not taken there. */
  readonly ignored: readonly (readonly [from: number, to: number])[];
}

/** Clips known to be one shot. */
const SINGLE_SHOTS = [
  'portraits/breakdance.mp4',
  'portraits/dance-twirl.mp4',
  'portraits/liveportrait_d10.mp4',
  'green-screen/liveportrait_d0_greenscreen.mp4',
  'green-screen/mdn_chroma_video.mp4',
  'green-screen/panditajay_GreenScreen.mp4',
  'logos/multi-delogo_sample.mp4',
  'logos/shutterstock_cactus-flowers-blooming-in-t.mp4',
];
/** What opens and closes a clip (black, fade-in) is no change between two shots. */
const OPENING_SECONDS = 2.2;

const cut = (seconds: number): ShotTruth => ({ kind: 'cut', startSeconds: seconds, endSeconds: seconds });

const truthOf = ({ cuts, fade_scene_start_frames, fps }: ListedShots): readonly ShotTruth[] =>
  cuts?.map(cut) ??
  (fade_scene_start_frames ?? [])
    .map((frame) => frame / (fps ?? 25))
    .filter((seconds) => seconds > OPENING_SECONDS)
    .map((seconds) => ({ kind: 'fade', startSeconds: seconds, endSeconds: seconds }));

const toClip = (root: string, file: string, listed: ListedShots): RealClip => ({
  name: basename(file),
  path: join(root, file),
  truth: truthOf(listed),
  ignored: [
    [0, OPENING_SECONDS],
    // The list covers the first 500 frames.
    ...(listed.fade_scene_start_frames ? ([[500 / (listed.fps ?? 25), 1e9]] as const) : []),
  ],
});

/** Clips with shots listed by eye, and clips of one shot. */
export const readRealClips = async (root: string): Promise<readonly RealClip[]> => {
  const listed = JSON.parse(await readFile(join(root, 'general', 'shots.json'), 'utf8')) as Record<
    string,
    ListedShots
  >;
  const several = Object.entries(listed)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, shots]) => toClip(root, join('general', name), shots));
  return [...several, ...SINGLE_SHOTS.map((file) => toClip(root, file, { cuts: [] }))];
};
