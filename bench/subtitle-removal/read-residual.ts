import { join } from 'node:path';
import type { BurnedCase } from '../burned-text/make-burned-cases';
import { openPlainOcr } from '../caption-extraction/plain-ocr';
import { normalizeText } from '../caption-extraction/score-cues';
import { runFfmpeg } from '../native-ffmpeg';

type PlainOcr = Awaited<ReturnType<typeof openPlainOcr>>;

/** Length of the longest common subsequence. */
export const commonCharacters = (a: string, b: string): number => {
  let row = new Uint16Array(b.length + 1);
  for (const letter of a) {
    const next = new Uint16Array(b.length + 1);
    for (let k = 0; k < b.length; k++)
      next[k + 1] = letter === b[k] ? row[k]! + 1 : Math.max(row[k + 1]!, next[k]!);
    row = next;
  }
  return row[b.length]!;
};

/** The reader looks at the lowest third: the band of the text is put there. */
const bandVideo = async (
  ffmpeg: string,
  one: BurnedCase,
  masks: readonly Uint8Array[],
  [from, to]: readonly [string, string],
) => {
  let [top, bottom] = [one.heightPx, 0];
  for (const mask of masks) {
    for (let y = 0; y < one.heightPx; y++) {
      if (!mask.subarray(y * one.widthPx, (y + 1) * one.widthPx).some((value) => value > 16)) continue;
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  const spare = bottom - top;
  const y = Math.max(0, top - spare);
  const height = (Math.min(one.heightPx, bottom + spare) - y) & ~1;
  const filter = `crop=${one.widthPx}:${height}:0:${y},pad=${one.widthPx}:${3 * height}:0:${2 * height}`;
  await runFfmpeg(ffmpeg, [
    '-i',
    from,
    '-vf',
    filter,
    '-an',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-qp',
    '0',
    to,
  ]);
  return { path: to, widthPx: one.widthPx, heightPx: 3 * height };
};

/** Characters of the cues that an independent reader (5 frames/s) still finds, beyond those it sees in the clean clip. */
export const residualCharacters = async (
  { ffmpeg, ocr, workDir }: { readonly ffmpeg: string; readonly ocr: PlainOcr; readonly workDir: string },
  one: BurnedCase,
  masks: readonly Uint8Array[],
  path: string,
): Promise<number> => {
  const read = async (from: string, label: string) =>
    ocr.readVideo(await bandVideo(ffmpeg, one, masks, [from, join(workDir, `${one.name}.${label}.mp4`)]));
  const [ours, clean] = [await read(path, 'ours'), await read(one.cleanPath, 'clean')];
  let left = 0;
  for (const cue of one.cues) {
    const words = normalizeText(cue.lines.map(({ text }) => text).join(''));
    const best = (texts: typeof ours) =>
      Math.max(
        0,
        ...texts
          .filter(({ start, end }) => start < cue.endSeconds && end > cue.startSeconds)
          .map(({ text }) => commonCharacters(normalizeText(text), words)),
      );
    left += Math.max(0, best(ours) - best(clean));
  }
  return left;
};
