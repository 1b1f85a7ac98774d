import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A stretch of real video that is known to be one shot. */
interface Stretch {
  readonly file: string;
  readonly from: number;
  readonly seconds: number;
}

/** Stretches checked by eye; several hold fast motion, dark pictures or a whip pan. */
const STRETCHES: readonly Stretch[] = [
  { file: 'general/bikes.mp4', from: 3.1, seconds: 2.3 },
  { file: 'general/bbb_480p_30s.mp4', from: 16, seconds: 4 },
  { file: 'portraits/breakdance.mp4', from: 0, seconds: 3.4 },
  { file: 'general/opencv_Megamind.avi', from: 0.5, seconds: 3.5 },
  { file: 'portraits/dance-twirl.mp4', from: 0, seconds: 3.7 },
  { file: 'general/katna_pos_video.mp4', from: 8, seconds: 4.5 },
  { file: 'logos/multi-delogo_sample.mp4', from: 1, seconds: 5 },
  { file: 'general/bbb_480p_30s.mp4', from: 4, seconds: 7 },
  { file: 'green-screen/panditajay_GreenScreen.mp4', from: 2, seconds: 4 },
  { file: 'subtitles/rapidvideocr_1.mp4', from: 4.6, seconds: 2.7 },
  { file: 'green-screen/mdn_chroma_video.mp4', from: 12.5, seconds: 4 },
  { file: 'general/katna_pos_video.mp4', from: 13, seconds: 3.2 },
];

export interface ShotTruth {
  /** First and last moment of the change; equal for a cut. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly kind: 'cut' | 'dissolve' | 'fade';
}

export interface ShotCase {
  readonly name: string;
  readonly path: string;
  readonly truth: readonly ShotTruth[];
}

const FRAME_RATE = 25;
const SIZE = 'scale=320:180:force_original_aspect_ratio=increase,crop=320:180,setsar=1';

const inputOf = (root: string, { file, from, seconds }: Stretch): readonly string[] => [
  '-ss',
  String(from),
  '-t',
  String(seconds),
  '-i',
  join(root, file),
];

const QUIET = '-nostdin -v error -y'.split(' ');
const H264 = '-an -c:v libx264 -preset veryfast -crf 26'.split(' ');

const encode = async (ffmpeg: string, inputs: readonly string[], graph: string, path: string) => {
  await execute(ffmpeg, [...QUIET, ...inputs, '-filter_complex', graph, '-map', '[out]', ...H264, path]);
};

const frames = (seconds: number): number => Math.floor(seconds * FRAME_RATE + 1e-6);

/** Joins stretches with one kind of change; `changeFrames[i]` is the length of change i (0 for a cut). */
const joinStretches = async (
  tools: { readonly ffmpeg: string; readonly root: string },
  path: string,
  kind: ShotTruth['kind'],
  plan: { readonly stretches: readonly Stretch[]; readonly changeFrames: readonly number[] },
): Promise<ShotCase> => {
  const { stretches, changeFrames } = plan;
  const prepared = stretches.map(
    ({ seconds }, i) =>
      `[${i}:v]fps=${FRAME_RATE},${SIZE},tpad=stop_mode=clone:stop_duration=1,trim=end_frame=${frames(seconds)},setpts=PTS-STARTPTS,settb=1/${FRAME_RATE},format=yuv420p[v${i}]`,
  );
  const truth: ShotTruth[] = [];
  const joins: string[] = [];
  let length = frames(stretches[0]!.seconds);
  for (let i = 1; i < stretches.length; i++) {
    const change = changeFrames[i - 1]!;
    const left = i === 1 ? '[v0]' : `[j${i - 1}]`;
    const out = i === stretches.length - 1 ? '[out]' : `[j${i}]`;
    const start = length - change;
    const transition = kind === 'fade' ? 'fadeblack' : 'fade';
    joins.push(
      change === 0
        ? `${left}[v${i}]concat=n=2:v=1,settb=1/${FRAME_RATE}${out}`
        : `${left}[v${i}]xfade=transition=${transition}:duration=${change / FRAME_RATE}:offset=${start / FRAME_RATE}${out}`,
    );
    truth.push({ kind, startSeconds: start / FRAME_RATE, endSeconds: length / FRAME_RATE });
    length = start + frames(stretches[i]!.seconds);
  }
  await encode(
    tools.ffmpeg,
    stretches.flatMap((stretch) => inputOf(tools.root, stretch)),
    [...prepared, ...joins].join(';'),
    path,
  );
  return { name: path.split('/').at(-1)!, path, truth };
};

/** One shot with something that must not count as a cut. */
const disturbed = async (
  tools: { readonly ffmpeg: string; readonly root: string },
  path: string,
  stretch: Stretch,
  filter: string,
): Promise<ShotCase> => {
  const graph = `[0:v]fps=${FRAME_RATE},${SIZE},${filter},format=yuv420p[out]`;
  await encode(tools.ffmpeg, inputOf(tools.root, stretch), graph, path);
  return { name: path.split('/').at(-1)!, path, truth: [] };
};

const FLASH = `eq=brightness='if(lt(mod(n+12\\,23)\\,2)\\,0.55\\,0)':eval=frame`;
const FULL_FLASH = `lutyuv=y=255:u=128:v=128:enable='lt(mod(n+16\\,31)\\,3)'`;
const LIGHTS = `eq=brightness='-0.3*gt(mod(t\\,2)\\,1)':contrast='1-0.3*gt(mod(t\\,2)\\,1)':eval=frame`;
const SHAKE = `scale=480:270,crop=320:180:'80+75*sin(n*0.55)':'45+40*sin(n*0.83)'`;
const PAN = `scale=1280:720,crop=320:180:'480+470*sin(n*0.06)':270`;
const ZOOM = `zoompan=z='1+1.5*abs(sin(in/18))':d=1:s=320x180:fps=${FRAME_RATE}`;
const DISTURBANCES = {
  flash: FLASH,
  'white-flash': FULL_FLASH,
  lights: LIGHTS,
  shake: SHAKE,
  pan: PAN,
  zoom: ZOOM,
};

const rotated = (offset: number): readonly Stretch[] =>
  STRETCHES.map((_, i) => STRETCHES[(i * 5 + offset) % STRETCHES.length]!);

/** Cases with exact truth, made from real clips: cuts, dissolves, fades, and single shots with disturbances. */
export const makeShotCases = async (
  ffmpeg: string,
  root: string,
  folder: string,
): Promise<readonly ShotCase[]> => {
  const tools = { ffmpeg, root };
  const cases: ShotCase[] = [];
  const short = rotated(3).map((stretch, i) => ({
    ...stretch,
    seconds: Math.min(stretch.seconds, 0.6 + 0.15 * i),
  }));
  const none = STRETCHES.slice(1).map(() => 0);
  cases.push(
    await joinStretches(tools, join(folder, 'cuts.mp4'), 'cut', {
      stretches: rotated(0),
      changeFrames: none,
    }),
  );
  cases.push(
    await joinStretches(tools, join(folder, 'cuts-short.mp4'), 'cut', {
      stretches: short,
      changeFrames: none,
    }),
  );
  for (const [name, kind, lengths] of [
    ['dissolves-short', 'dissolve', [8, 10, 12, 14]],
    ['dissolves-long', 'dissolve', [20, 25, 30, 40]],
    ['fades', 'fade', [16, 24, 30, 44]],
  ] as const) {
    const changeFrames = none.map((_, i) => lengths[i % lengths.length]!);
    const stretches = rotated(cases.length);
    cases.push(await joinStretches(tools, join(folder, `${name}.mp4`), kind, { stretches, changeFrames }));
  }
  for (const [name, filter] of Object.entries(DISTURBANCES)) {
    for (const index of [1, 2, 6]) {
      const path = join(folder, `${name}-${index}.mp4`);
      cases.push(await disturbed(tools, path, STRETCHES[index]!, filter));
    }
  }
  return cases;
};
