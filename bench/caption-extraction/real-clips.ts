import { join } from 'node:path';
import { runFfmpeg } from '../native-ffmpeg';
import type { TimedText } from './score-cues';

const PATTERN = /^(\d+):(\d+):(\d+)[,.](\d+) --> (\d+):(\d+):(\d+)[,.](\d+)/;

/** Cues of a SubRip file. */
export const parseSrt = (text: string): TimedText[] =>
  text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/).filter((line) => line.trim() !== '');
    const at = lines.findIndex((line) => PATTERN.test(line));
    const match = PATTERN.exec(lines[at] ?? '');
    if (!match) return [];
    const seconds = (from: number): number => {
      const [h, m, s, ms] = match.slice(from, from + 4).map(Number);
      return h! * 3600 + m! * 60 + s! + ms! / 1000;
    };
    return [{ start: seconds(1), end: seconds(5), text: lines.slice(at + 1).join('\n') }];
  });

export interface RealClip {
  readonly name: string;
  readonly file: string;
  readonly truth: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Part that the truth covers; the whole clip when absent. */
  readonly part?: { readonly fromSeconds: number; readonly seconds: number };
  /** Characters that the truth is known to lack: `[as it stands, as it is in the picture]`. */
  readonly corrections: readonly (readonly [string, string])[];
  /** The truth's marks and spaces are not those of the picture: letters alone are compared. */
  readonly lettersOnly?: true;
}

/** Texts read by eye; the second clip is a strip cut out of a video, its times are those of another tool. */
export const REAL_CLIPS: readonly RealClip[] = [
  {
    name: 'film, zh and en',
    file: 'rapidvideocr_1.mp4',
    truth: 'rapidvideocr_1.handref.srt',
    widthPx: 678,
    heightPx: 360,
    corrections: [],
  },
  {
    name: 'strip of 90 px, zh',
    file: 'videocr_example_cropped.mp4',
    truth: 'videocr_example_0710-0734.readme.srt',
    widthPx: 1120,
    heightPx: 90,
    // The first cue of the truth lies on the cut.
    part: { fromSeconds: 430.25, seconds: 22.5 },
    corrections: [['都在个服务器', '都在一个服务器']],
    lettersOnly: true,
  },
];

/** The part of the clip that the truth covers, and the truth on its clock. */
export const prepareClip = async (
  ffmpeg: string,
  folder: string,
  { file, part }: RealClip,
  workDir: string,
): Promise<string> => {
  const path = join(folder, file);
  if (!part) return path;
  const cut = join(workDir, `part-${file}`);
  const span = ['-ss', String(part.fromSeconds), '-i', path, '-t', String(part.seconds)];
  await runFfmpeg(ffmpeg, [...span, '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '12', cut]);
  return cut;
};

export const truthOf = (srt: string, { part, corrections }: RealClip): TimedText[] => {
  const text = corrections.reduce((whole, [from, to]) => whole.replaceAll(from, to), srt);
  const shift = part?.fromSeconds ?? 0;
  const end = shift + (part?.seconds ?? Number.POSITIVE_INFINITY);
  return parseSrt(text)
    .filter((cue) => cue.start >= shift && cue.start < end)
    .map((cue) => ({ ...cue, start: cue.start - shift, end: cue.end - shift }));
};

/** What of a text counts for a clip. */
export const countedText = ({ lettersOnly }: RealClip, cues: readonly TimedText[]): TimedText[] =>
  cues.map((cue) => (lettersOnly ? { ...cue, text: cue.text.replaceAll(/[^\p{L}\p{N}]/gu, '') } : cue));
