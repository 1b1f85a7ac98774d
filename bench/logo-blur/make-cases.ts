import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BoxPx } from '../../src/core/geometry';
import { runFfmpeg } from '../native-ffmpeg';
import { drawBug, drawWord, tileMark, type MarkPicture } from './draw-mark';

export interface TrueMark extends BoxPx {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export type MarkKind = 'opaque' | 'semi' | 'fading' | 'hopping' | 'tiled' | 'real' | 'clean';

export interface MarkCase {
  readonly name: string;
  readonly kind: MarkKind;
  readonly path: string;
  readonly marks: readonly TrueMark[];
  /** The same clip without the mark; absent for real marks. */
  readonly cleanPath?: string;
}

interface Stretch {
  readonly file: string;
  readonly from: number;
  readonly seconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

const bbb: Stretch = { file: 'general/bbb_480p_30s.mp4', from: 5, seconds: 6, widthPx: 854, heightPx: 480 };
const bbbLate: Stretch = { ...bbb, from: 17, seconds: 8 };
const bikes: Stretch = { file: 'general/bikes.mp4', from: 0, seconds: 9, widthPx: 640, heightPx: 272 };
const twirl: Stretch = {
  file: 'portraits/dance-twirl.mp4',
  from: 0,
  seconds: 3.7,
  widthPx: 854,
  heightPx: 480,
};
const dance: Stretch = { ...twirl, file: 'portraits/breakdance.mp4', seconds: 3.4 };
const megamind: Stretch = {
  file: 'general/opencv_Megamind.avi',
  from: 0.6,
  seconds: 8,
  widthPx: 720,
  heightPx: 528,
};
const katna: Stretch = {
  file: 'general/katna_pos_video.mp4',
  from: 1,
  seconds: 14,
  widthPx: 720,
  heightPx: 480,
};
const WHITE = [255, 255, 255] as const;

/** One appearance of a mark at a place. */
interface Showing {
  readonly at: readonly [xPx: number, yPx: number];
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly fadeSeconds?: number;
}

interface Plan {
  readonly name: string;
  readonly kind: MarkKind;
  readonly stretch: Stretch;
  readonly mark: MarkPicture;
  readonly showings: readonly Showing[];
  /** Boxes of the mark inside its picture; default: the whole picture. */
  readonly places?: readonly (readonly [number, number])[];
  readonly placeSize?: readonly [number, number];
}

const QUIET = ['-v', 'error'];
const H264 = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];

const cut = async (ffmpeg: string, root: string, stretch: Stretch, path: string): Promise<void> => {
  const span = ['-ss', String(stretch.from), '-t', String(stretch.seconds)];
  const input = [...span, '-i', join(root, stretch.file)];
  // Nearly lossless and of constant rate: this is the truth the restored picture is held against.
  await runFfmpeg(ffmpeg, [...QUIET, ...input, '-vf', 'fps=25', ...H264, '-crf', '12', path]);
};

const fadeFilter = ({ startSeconds, endSeconds, fadeSeconds = 0 }: Showing): string =>
  fadeSeconds > 0
    ? `,fade=in:st=${startSeconds}:d=${fadeSeconds}:alpha=1,fade=out:st=${endSeconds - fadeSeconds}:d=${fadeSeconds}:alpha=1`
    : '';

const overlay = async (ffmpeg: string, plan: Plan, paths: { clean: string; raw: string; marked: string }) => {
  const { mark, showings } = plan;
  await writeFile(paths.raw, mark.data);
  const size = `${mark.widthPx}x${mark.heightPx}`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-framerate', '25'];
  const graph = showings.map((showing, i) => {
    const { at, startSeconds, endSeconds } = showing;
    const base = i === 0 ? '[0:v]' : `[v${i - 1}]`;
    const frames = Math.ceil(plan.stretch.seconds * 25) + 5;
    const loop = `[1:v]loop=${frames}:1:0,format=yuva444p${fadeFilter(showing)}[m${i}]`;
    const enable = `enable='between(t,${startSeconds - 0.001},${endSeconds - 0.021})'`;
    return `${loop};${base}[m${i}]overlay=${at[0]}:${at[1]}:shortest=1:${enable}[v${i}]`;
  });
  const inputs = ['-i', paths.clean, ...raw, '-i', paths.raw];
  const output = ['-map', `[v${showings.length - 1}]`, ...H264, '-crf', '17'];
  await runFfmpeg(ffmpeg, [...QUIET, ...inputs, '-filter_complex', graph.join(';'), ...output, paths.marked]);
};

/** A fading mark counts from where a fifth of it is there. */
const visibleSpan = ({ startSeconds, endSeconds, fadeSeconds = 0 }: Showing) => ({
  startSeconds: startSeconds + fadeSeconds / 5,
  endSeconds: endSeconds - fadeSeconds / 5,
});

const trueMarks = (plan: Plan): readonly TrueMark[] => {
  const { mark, showings, places = [[0, 0]], placeSize = [mark.widthPx, mark.heightPx] } = plan;
  return showings.flatMap((showing) =>
    places.map(([x, y]) => ({
      xPx: showing.at[0] + x,
      yPx: showing.at[1] + y,
      widthPx: placeSize[0],
      heightPx: placeSize[1],
      ...visibleSpan(showing),
    })),
  );
};

const whole = ({ seconds }: Stretch, at: readonly [number, number]): readonly Showing[] => [
  { at, startSeconds: 0, endSeconds: seconds + 1 },
];

const tiles = (name: string, stretch: Stretch, word: MarkPicture, step: readonly [number, number]): Plan => {
  const { picture, places } = tileMark(word, stretch.widthPx, stretch.heightPx, step);
  const placeSize = [word.widthPx, word.heightPx] as const;
  return {
    name,
    kind: 'tiled',
    stretch,
    mark: picture,
    showings: whole(stretch, [0, 0]),
    places,
    placeSize,
  };
};

const plans = (): readonly Plan[] => [
  {
    name: 'opaque-bug-cartoon',
    kind: 'opaque',
    stretch: bbb,
    mark: drawBug(56, [200, 30, 40], WHITE, 1),
    showings: whole(bbb, [770, 24]),
  },
  {
    name: 'opaque-bug-film',
    kind: 'opaque',
    stretch: bikes,
    mark: drawBug(44, [30, 60, 180], [240, 220, 60], 1),
    showings: whole(bikes, [20, 16]),
  },
  {
    name: 'opaque-word-dance',
    kind: 'opaque',
    stretch: twirl,
    mark: drawWord('CHANNEL', 2.2, WHITE, 1),
    showings: whole(twirl, [730, 440]),
  },
  {
    name: 'semi-word-cartoon',
    kind: 'semi',
    stretch: bbbLate,
    mark: drawWord('SAMPLE', 5, WHITE, 0.45),
    showings: whole(bbbLate, [620, 420]),
  },
  {
    name: 'semi-bug-dance',
    kind: 'semi',
    stretch: dance,
    mark: drawBug(64, [235, 235, 235], [40, 40, 40], 0.5),
    showings: whole(dance, [40, 30]),
  },
  {
    name: 'semi-word-dark',
    kind: 'semi',
    stretch: katna,
    mark: drawWord('STOCK', 4, WHITE, 0.35),
    showings: whole(katna, [570, 30]),
  },
  {
    name: 'fading-word-film',
    kind: 'fading',
    stretch: bikes,
    mark: drawWord('CHANNEL', 2.6, WHITE, 0.7),
    showings: [{ at: [506, 20], startSeconds: 2, endSeconds: 7.4, fadeSeconds: 1 }],
  },
  {
    name: 'fading-bug-cartoon',
    kind: 'fading',
    stretch: bbbLate,
    mark: drawBug(60, [240, 240, 240], [30, 90, 170], 0.6),
    showings: [{ at: [30, 394], startSeconds: 1.4, endSeconds: 6.4, fadeSeconds: 0.8 }],
  },
  {
    name: 'hopping-word-cartoon',
    kind: 'hopping',
    stretch: bbbLate,
    mark: drawWord('STOCK', 3.4, WHITE, 0.8),
    showings: [
      { at: [24, 20], startSeconds: 0, endSeconds: 2 },
      { at: [720, 20], startSeconds: 2, endSeconds: 4.4 },
      { at: [720, 430], startSeconds: 4.4, endSeconds: 6.4 },
      { at: [24, 430], startSeconds: 6.4, endSeconds: 8 },
    ],
  },
  {
    name: 'hopping-word-faces',
    kind: 'hopping',
    stretch: megamind,
    mark: drawWord('CHANNEL', 2.4, WHITE, 0.9),
    showings: [
      { at: [30, 40], startSeconds: 0, endSeconds: 2.6 },
      { at: [580, 40], startSeconds: 2.6, endSeconds: 5 },
      { at: [30, 460], startSeconds: 5, endSeconds: 8 },
    ],
  },
  tiles('tiled-cartoon', bbbLate, drawWord('STOCK', 2.4, WHITE, 0.28), [190, 90]),
  tiles('tiled-film', bikes, drawWord('SAMPLE', 2, WHITE, 0.3), [170, 68]),
];

/** Clips with a mark of known shape, alpha, place and time laid over them by native ffmpeg. */
export const makeMarkedCases = async (
  ffmpeg: string,
  root: string,
  folder: string,
): Promise<readonly MarkCase[]> => {
  const cases: MarkCase[] = [];
  for (const plan of plans()) {
    const path = (suffix: string) => join(folder, `${plan.name}${suffix}`);
    const paths = { clean: path('.clean.mp4'), raw: path('.rgba'), marked: path('.mp4') };
    await cut(ffmpeg, root, plan.stretch, paths.clean);
    await overlay(ffmpeg, plan, paths);
    cases.push({
      name: plan.name,
      kind: plan.kind,
      path: paths.marked,
      marks: trueMarks(plan),
      cleanPath: paths.clean,
    });
  }
  return cases;
};
