import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RgbaImage } from '../../src/core/image';
import { scaleSubject, type Subject } from '../green-screen/composite-cases';
import { loadSubjects } from '../green-screen/load-subjects';
import { runFfmpeg } from '../native-ffmpeg';
import type { PixelBox, ReframeCase } from './truth';

const WIDTH_PX = 1280;
const HEIGHT_PX = 720;
const FRAME_RATE = 25;

/** Time in seconds and where the middle of the subject is, share of the width; between two it eases in and out. */
type Waypoint = readonly [timeSeconds: number, x: number];

interface Scene {
  readonly subject: 'camel' | 'horse' | 'girl';
  /** Of the subject, share of the frame's height; its feet stand at `feet` (share from the top). */
  readonly height: number;
  readonly feet: number;
  /** File below the media folder and where the wide background starts. */
  readonly background: readonly [path: string, startSeconds: number];
  readonly way: readonly Waypoint[];
}

interface Film {
  readonly name: string;
  /** One shot each, cut hard. */
  readonly scenes: readonly Scene[];
}

const MEADOW = ['general/bbb_480p_30s.mp4', 6.5] as const;
const GRASS = ['general/bbb_480p_30s.mp4', 11.9] as const;
const STREET = ['general/bikes.mp4', 5.52] as const;
const LEAVES = ['general/pyscenedetect_testvideo.mp4', 13.6] as const;

/** Walking, stopping, swaying, standing aside and entering, over still, panning and busy backgrounds. */
const FILMS: readonly Film[] = [
  {
    name: 'walk-meadow',
    scenes: [
      {
        subject: 'horse',
        height: 0.35,
        feet: 0.95,
        background: MEADOW,
        way: [
          [0, 0.2],
          [5, 0.8],
        ],
      },
    ],
  },
  {
    name: 'stop-and-go-leaves',
    scenes: [
      {
        subject: 'girl',
        height: 0.55,
        feet: 1,
        background: LEAVES,
        way: [
          [0, 0.25],
          [1.2, 0.25],
          [3, 0.7],
          [4, 0.7],
        ],
      },
    ],
  },
  {
    name: 'aside-grass',
    scenes: [
      {
        subject: 'camel',
        height: 0.5,
        feet: 0.9,
        background: GRASS,
        way: [
          [0, 0.22],
          [2, 0.24],
          [3.8, 0.22],
        ],
      },
    ],
  },
  {
    name: 'sway-meadow',
    scenes: [
      {
        subject: 'girl',
        height: 0.45,
        feet: 1,
        background: MEADOW,
        way: [
          [0, 0.5],
          [1.2, 0.68],
          [3.2, 0.34],
          [5, 0.6],
        ],
      },
    ],
  },
  {
    name: 'two-shots',
    scenes: [
      {
        subject: 'horse',
        height: 0.35,
        feet: 0.9,
        background: GRASS,
        way: [
          [0, 0.25],
          [2.5, 0.3],
        ],
      },
      {
        subject: 'girl',
        height: 0.6,
        feet: 1,
        background: LEAVES,
        way: [
          [0, 0.75],
          [2.5, 0.7],
        ],
      },
    ],
  },
  {
    name: 'street',
    scenes: [
      {
        subject: 'camel',
        height: 0.45,
        feet: 0.95,
        background: STREET,
        way: [
          [0, 0.7],
          [1.9, 0.45],
        ],
      },
    ],
  },
  {
    name: 'far-walk-leaves',
    scenes: [
      {
        subject: 'horse',
        height: 0.3,
        feet: 0.85,
        background: LEAVES,
        way: [
          [0, 0.8],
          [4, 0.2],
        ],
      },
    ],
  },
];

const smooth = (u: number): number => u * u * (3 - 2 * u);

const placeAt = (way: readonly Waypoint[], timeSeconds: number): number => {
  const next = way.findIndex(([time]) => time > timeSeconds);
  if (next <= 0) return way.at(next < 0 ? -1 : 0)![1];
  const [t0, x0] = way[next - 1]!;
  const [t1, x1] = way[next]!;
  return x0 + (x1 - x0) * smooth((timeSeconds - t0) / (t1 - t0));
};

/** The same curve as an ffmpeg expression. */
const placeExpression = (way: readonly Waypoint[]): string =>
  way.slice(1).reduceRight(
    (rest, [t1, x1], i) => {
      const [t0, x0] = way[i]!;
      const u = `((t-${t0})/${t1 - t0})`;
      return `if(lt(t,${t1}),${x0}+${x1 - x0}*${u}*${u}*(3-2*${u}),${rest})`;
    },
    String(way.at(-1)![1]),
  );

/** The part of a cut-out that is more than half opaque, px. */
const solidBox = ({ widthPx, heightPx, data }: RgbaImage): PixelBox => {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let i = 0; i < widthPx * heightPx; i++) {
    if (data[i * 4 + 3]! < 128) continue;
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return [left, top, right, bottom];
};

interface Tools {
  readonly ffmpeg: string;
  readonly mediaRoot: string;
  readonly workDir: string;
  readonly subjects: Readonly<Record<Scene['subject'], Subject>>;
}

const framesOf = ({ way }: Scene): number => Math.round(way.at(-1)![0] * FRAME_RATE);

/** Renders one shot and gives the subject's box in each of its frames. */
const makeScene = async (scene: Scene, path: string, tools: Tools): Promise<readonly PixelBox[]> => {
  const { image } = scaleSubject(tools.subjects[scene.subject], Math.round(scene.height * HEIGHT_PX));
  const raw = `${path}.rgba`;
  await writeFile(raw, image.data);
  const [background, startSeconds] = scene.background;
  const top = Math.round(scene.feet * HEIGHT_PX - image.heightPx);
  const left = `${WIDTH_PX}*(${placeExpression(scene.way)})-${image.widthPx / 2}`;
  const cover = `scale=${WIDTH_PX}:${HEIGHT_PX}:force_original_aspect_ratio=increase,crop=${WIDTH_PX}:${HEIGHT_PX}`;
  const seconds = framesOf(scene) / FRAME_RATE;
  await runFfmpeg(tools.ffmpeg, [
    '-v',
    'error',
    '-ss',
    `${startSeconds}`,
    '-i',
    join(tools.mediaRoot, background),
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    `${image.widthPx}x${image.heightPx}`,
    '-i',
    raw,
    '-filter_complex',
    `[0:v]${cover},fps=${FRAME_RATE},setpts=PTS-STARTPTS,tpad=stop=-1:stop_mode=clone[b];` +
      `[b][1:v]overlay=x='${left}':y=${top}:eval=frame:format=rgb:repeatlast=1`,
    '-t',
    `${seconds}`,
    '-an',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '18',
    '-pix_fmt',
    'yuv420p',
    path,
  ]);
  const box = solidBox(image);
  return Array.from({ length: framesOf(scene) }, (_, frame): PixelBox => {
    const x = Math.round(WIDTH_PX * placeAt(scene.way, frame / FRAME_RATE) - image.widthPx / 2);
    return [
      Math.max(0, box[0] + x),
      Math.max(0, box[1] + top),
      Math.min(WIDTH_PX, box[2] + x),
      Math.min(HEIGHT_PX, box[3] + top),
    ];
  });
};

const makeFilm = async ({ name, scenes }: Film, tools: Tools): Promise<ReframeCase> => {
  const path = join(tools.workDir, `${name}.mp4`);
  const parts = scenes.map((_, i) => join(tools.workDir, `${name}.${i}.mp4`));
  const boxes: PixelBox[] = [];
  for (const [i, scene] of scenes.entries()) boxes.push(...(await makeScene(scene, parts[i]!, tools)));
  const inputs = parts.flatMap((part) => ['-i', part]);
  const joined = `${parts.map((_, i) => `[${i}:v]`).join('')}concat=n=${parts.length}:v=1:a=0`;
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000'];
  await runFfmpeg(tools.ffmpeg, [
    '-v',
    'error',
    ...inputs,
    ...sound,
    '-filter_complex',
    `${joined}[v]`,
    '-map',
    '[v]',
    '-map',
    `${parts.length}:a`,
    '-shortest',
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '18',
    '-c:a',
    'aac',
    path,
  ]);
  return {
    name,
    kind: 'generated',
    path,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    frameRate: FRAME_RATE,
    boxes,
  };
};

/** Clips of cut-out subjects over wide video, with the exact box of every frame. */
export const makeCases = async (
  ffmpeg: string,
  mediaRoot: string,
  workDir: string,
): Promise<readonly ReframeCase[]> => {
  const tools = { ffmpeg, mediaRoot, workDir, subjects: await loadSubjects(ffmpeg, mediaRoot) };
  const cases: ReframeCase[] = [];
  for (const film of FILMS) cases.push(await makeFilm(film, tools));
  return cases;
};
