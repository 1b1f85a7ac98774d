import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NormalizedBox } from '../../src/core/geometry';
import { runFfmpeg } from '../native-ffmpeg';
import { CLEAN_RECIPES, RECIPES, type CaseRecipe } from './case-list';
import { CLEAN_CLIPS, type CleanClip } from './clean-clips';
import { planCues, type BurnedCue } from './plan-cues';
import { STYLES } from './subtitle-styles';
import { writeAssScript } from './write-ass-script';

/**
 * Clips with burned-in subtitles whose truth is exact, for `caption-extraction` and `subtitle-removal`.
 *
 * Every case keeps, in its own folder:
 * - `path`       input of the function: H.264 (crf 12) with AAC sound, subtitles burned in;
 * - `cleanPath`  the same frames without subtitles, lossless (4:2:0);
 * - `maskPath`   per frame the subtitles' opacity (grey, lossless, 0 none .. 255 opaque; outline, shadow and box
 *   included), found by drawing the same script on black and on white: opacity = 255 - (on white - on black);
 * - `cues`       texts, languages, and first and last frame of every cue.
 *
 * The frame rate is constant and frame `i` shows at `i / frameRate`. Cases without cues (`cues: []`) have no mask;
 * `signBox` is where scene text stands that is no subtitle. A case that already lies in the folder is not made again.
 */
export interface BurnedCase {
  readonly name: string;
  readonly path: string;
  readonly cleanPath: string;
  readonly maskPath: string | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly frames: number;
  readonly cues: readonly BurnedCue[];
  readonly language: CaseRecipe['language'] | null;
  readonly style: CaseRecipe['style'] | null;
  readonly hasSign: boolean;
  /** Of a still sign. */
  readonly signBox: NormalizedBox | null;
}

interface Studio {
  readonly ffmpeg: string;
  readonly mediaRoot: string;
  readonly folder: string;
}

const LOSSLESS = ['-c:v', 'libx264', '-preset', 'veryfast', '-qp', '0', '-pix_fmt', 'yuv420p'];
const FINE = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '12', '-pix_fmt', 'yuv420p', '-g', '48'];
const SOUND = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'];
const SIGN_FONT = 'Noto Sans CJK SC';
/** Left, top, width and height of the sign's board on the picture. */
const SIGN: NormalizedBox = [0.58, 0.1, 0.24, 0.14];
/** The pan crops to this share of the picture and slides over the rest. */
const PAN_SHARE = 0.8;

const seconds = (clip: CleanClip): number => clip.frames / clip.frameRate;

/** A painted board with letters, part of the picture before the camera moves over it. */
const signFilter = ({ widthPx, heightPx }: CleanClip): string => {
  const [x, y, width, height] = SIGN;
  const box = `drawbox=x=${Math.round(x * widthPx)}:y=${Math.round(y * heightPx)}:w=${Math.round(width * widthPx)}:h=${Math.round(height * heightPx)}:color=0x7a1f1f:t=fill`;
  const size = Math.round(heightPx * height * 0.55);
  const text = `drawtext=font='${SIGN_FONT}':text='BAKERY':fontsize=${size}:fontcolor=0xe8d8a8:x=${Math.round((x + width / 2) * widthPx)}-tw/2:y=${Math.round((y + height / 2) * heightPx)}-th/2`;
  return `${box},${text},gblur=sigma=0.6`;
};

/** A still of the clip, the sign on it, seen by a camera that pans and sways. */
const panFilter = (clip: CleanClip): string => {
  const { widthPx, heightPx, frames } = clip;
  const width = Math.round((widthPx * PAN_SHARE) / 2) * 2;
  const height = Math.round((heightPx * PAN_SHARE) / 2) * 2;
  const x = `(iw-ow)*n/${frames}`;
  const y = `(ih-oh)*(0.5+0.4*sin(n/17))`;
  return `crop=${width}:${height}:'${x}':'${y}',scale=${widthPx}:${heightPx}:flags=bicubic`;
};

const cleanFilters = (clip: CleanClip, sign: CaseRecipe['sign']): string =>
  [
    `setpts=N/(${clip.frameRate}*TB)`,
    clip.filter,
    `scale=${clip.widthPx}:${clip.heightPx}`,
    'setsar=1',
    ...(sign ? [signFilter(clip)] : []),
    ...(sign === 'pan' ? [panFilter(clip)] : []),
    'format=yuv420p',
  ].join(',');

const makeClean = async (studio: Studio, clip: CleanClip, sign: CaseRecipe['sign'], path: string) => {
  const input = ['-ss', String(clip.fromSeconds), '-i', join(studio.mediaRoot, clip.file)];
  const frames = ['-frames:v', String(clip.frames), '-r', String(clip.frameRate), '-an'];
  await runFfmpeg(studio.ffmpeg, [...input, '-vf', cleanFilters(clip, sign), ...frames, ...LOSSLESS, path]);
};

/** Filter paths may not hold these unescaped. */
const inFilter = (path: string): string => path.replaceAll('\\', '/').replaceAll(/([:'[\],;])/g, '\\$1');

const burn = async (
  studio: Studio,
  clip: CleanClip,
  made: { clean: string; script: string; path: string },
) => {
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=48000:duration=${seconds(clip)}`];
  const input = ['-i', made.clean, ...sound, '-vf', `ass=${inFilter(made.script)}`];
  const tracks = ['-map', '0:v', '-map', '1:a', '-movflags', '+faststart'];
  await runFfmpeg(studio.ffmpeg, [...input, ...tracks, ...FINE, ...SOUND, made.path]);
};

const drawMask = async (studio: Studio, clip: CleanClip, script: string, path: string) => {
  const { widthPx, heightPx, frameRate } = clip;
  const source = (color: string) =>
    `color=${color}:size=${widthPx}x${heightPx}:rate=${frameRate}:duration=${seconds(clip)},format=gbrp,ass=${inFilter(script)}`;
  const graph = `${source('white')}[w];${source('black')}[b];[w][b]blend=all_mode=difference,negate,extractplanes=g[out]`;
  const frames = ['-frames:v', String(clip.frames)];
  await runFfmpeg(studio.ffmpeg, [
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    ...frames,
    '-c:v',
    'ffv1',
    path,
  ]);
};

const describe = (clip: CleanClip, folder: string, sign: CaseRecipe['sign']) => ({
  path: join(folder, 'burned.mp4'),
  cleanPath: join(folder, 'clean.mp4'),
  widthPx: clip.widthPx,
  heightPx: clip.heightPx,
  frameRate: clip.frameRate,
  frames: clip.frames,
  hasSign: sign !== undefined,
  signBox: sign === 'still' ? SIGN : null,
});

const makeBurned = async (studio: Studio, recipe: CaseRecipe): Promise<BurnedCase> => {
  const clip: CleanClip = CLEAN_CLIPS[recipe.clip];
  const { widthPx, heightPx, frameRate, frames } = clip;
  const { name, language, style, place, timing, sentence, sign } = recipe;
  const folder = join(studio.folder, name);
  await mkdir(folder, { recursive: true });
  const cues = planCues({ frames, frameRate, language, timing, sentence });
  const files = describe(clip, folder, sign);
  const maskPath = join(folder, 'mask.mkv');
  if (!existsSync(maskPath)) {
    const script = join(folder, 'script.ass');
    await writeFile(
      script,
      writeAssScript(cues, { widthPx, heightPx, frameRate, place, style: STYLES[style] }),
    );
    await makeClean(studio, clip, sign, files.cleanPath);
    await burn(studio, clip, { clean: files.cleanPath, script, path: files.path });
    await drawMask(studio, clip, script, maskPath);
  }
  return { name, ...files, maskPath, cues, language, style };
};

/** The clean clip itself as input, with sound. */
const makeUnburned = async (studio: Studio, recipe: (typeof CLEAN_RECIPES)[number]): Promise<BurnedCase> => {
  const clip: CleanClip = CLEAN_CLIPS[recipe.clip];
  const folder = join(studio.folder, recipe.name);
  await mkdir(folder, { recursive: true });
  const files = describe(clip, folder, recipe.sign);
  if (!existsSync(files.path)) {
    await makeClean(studio, clip, recipe.sign, files.cleanPath);
    const script = join(folder, 'script.ass');
    await writeFile(script, writeAssScript([], { ...clip, place: 2, style: STYLES.outline }));
    await burn(studio, clip, { clean: files.cleanPath, script, path: files.path });
  }
  return { name: recipe.name, ...files, maskPath: null, cues: [], language: null, style: null };
};

/** Makes all cases, or those named; clips with subtitles first, then clips without. */
export const makeBurnedCases = async (
  ffmpeg: string,
  mediaRoot: string,
  folder: string,
  names?: readonly string[],
): Promise<readonly BurnedCase[]> => {
  const studio = { ffmpeg, mediaRoot, folder };
  const isWanted = ({ name }: { readonly name: string }) => !names || names.includes(name);
  const cases: BurnedCase[] = [];
  for (const recipe of RECIPES.filter(isWanted)) cases.push(await makeBurned(studio, recipe));
  for (const recipe of CLEAN_RECIPES.filter(isWanted)) cases.push(await makeUnburned(studio, recipe));
  return cases;
};
