import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MarkCase, TrueMark } from './make-cases';

interface Segment {
  readonly frames: readonly [number, number];
  readonly box_xywh: readonly [number, number, number, number];
}
interface Listed {
  readonly segments?: readonly Segment[];
  readonly static?: readonly { readonly box_xywh: Segment['box_xywh'] }[];
}

/** `multi-delogo_sample.mp4` runs at 25 frames a second. */
const FRAME_RATE = 25;
/** Where the template of the stock preview lies, found by correlation with the mean picture. */
const STOCK_BOX = [130, 190, 326, 50] as const;

const FILM_BOX = [15, 49, 73, 21] as const;

const toMark = (
  [xPx, yPx, widthPx, heightPx]: Segment['box_xywh'],
  startSeconds: number,
  endSeconds: number,
): TrueMark => ({ xPx, yPx, widthPx, heightPx, startSeconds, endSeconds });

const marksOf = (listed: Listed): readonly TrueMark[] => [
  ...(listed.segments ?? []).map(({ frames, box_xywh }) =>
    toMark(box_xywh, frames[0] / FRAME_RATE, (frames[1] + 1) / FRAME_RATE),
  ),
  ...(listed.static ?? []).map(({ box_xywh }) => toMark(box_xywh, 0, 1e9)),
];

/** Clips that carried their marks when they were found. */
export const readRealCases = async (root: string): Promise<readonly MarkCase[]> => {
  const folder = join(root, 'logos');
  const listed = JSON.parse(await readFile(join(folder, 'watermarks.json'), 'utf8')) as Record<
    string,
    Listed
  >;
  return Object.entries(listed).map(([file, entry]) => {
    // The listed box of this clip does not lie on its mark; read by eye from the frames instead.
    const marks = file.includes('rapidvideocr') ? [toMark(FILM_BOX, 0, 1e9)] : marksOf(entry);
    return {
      name: `real-${basename(file, '.mp4').slice(0, 14)}`,
      kind: 'real',
      path: join(folder, file),
      marks: marks.length > 0 ? marks : [toMark(STOCK_BOX, 0, 1e9)],
    };
  });
};
