import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface CoverClip {
  readonly name: string;
  readonly path: string;
  /** Listed changes of shot, seconds; empty for one shot. */
  readonly cuts: readonly number[];
}

interface ListedShots {
  readonly cuts?: readonly number[];
  readonly fade_scene_start_frames?: readonly number[];
  readonly fps?: number;
}

const FILES = [
  'general/bbb_480p_30s.mp4',
  'general/bikes.mp4',
  'general/katna_pos_video.mp4',
  'general/opencv_Megamind.avi',
  'general/pyscenedetect_counter.mp4',
  'general/pyscenedetect_testvideo.mp4',
  'subtitles/rapidvideocr_1.mp4',
  'portraits/breakdance.mp4',
  'portraits/dance-twirl.mp4',
  'green-screen/mdn_chroma_video.mp4',
  'logos/multi-delogo_sample.mp4',
  'robustness/hdr10-av1.mp4',
];

const cutsOf = ({ cuts, fade_scene_start_frames, fps = 25 }: ListedShots): readonly number[] =>
  cuts ?? (fade_scene_start_frames ?? []).filter((frame) => frame > 0).map((frame) => frame / fps);

/** Clips with shots listed by eye, and others of one shot; the fallback clip alone where there is no folder of media. */
export const readCoverClips = async (
  mediaRoot: string | null,
  fallbackClip: string,
): Promise<readonly CoverClip[]> => {
  if (!mediaRoot) return [{ name: basename(fallbackClip), path: fallbackClip, cuts: [] }];
  const text = await readFile(join(mediaRoot, 'general', 'shots.json'), 'utf8').catch(() => '{}');
  const listed = JSON.parse(text) as Record<string, ListedShots>;
  const shotsOf = (file: string): ListedShots => listed[basename(file)] ?? listed[`../${file}`] ?? {};
  return FILES.map((file) => ({
    name: basename(file),
    path: join(mediaRoot, file),
    cuts: cutsOf(shotsOf(file)),
  })).filter(({ path }) => existsSync(path));
};
