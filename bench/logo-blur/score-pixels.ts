import { AS_BT709, decodeFrames, probe } from '../native-ffmpeg';
import type { TrueMark } from './make-cases';

/** PSNR in dB, over red, green and blue. */
export interface PixelScore {
  readonly insideDb: number;
  readonly outsideDb: number;
}

const toDb = (squares: number, count: number): number =>
  count === 0 ? Number.NaN : 10 * Math.log10((255 * 255 * count) / Math.max(1e-9, squares));

/** 1 where a pixel lies in a mark that is there at this time. */
const maskAt = (marks: readonly TrueMark[], seconds: number, size: readonly [number, number]): Uint8Array => {
  const [width, height] = size;
  const mask = new Uint8Array(width * height);
  for (const { xPx, yPx, widthPx, heightPx, startSeconds, endSeconds } of marks) {
    if (seconds < startSeconds || seconds >= endSeconds) continue;
    for (let y = yPx; y < Math.min(height, yPx + heightPx); y++)
      mask.fill(1, y * width + xPx, y * width + Math.min(width, xPx + widthPx));
  }
  return mask;
};

/** Soft rims and margins of the change are neither inside nor outside. */
const grown = (marks: readonly TrueMark[], byPx: number): readonly TrueMark[] =>
  marks.map((mark) => {
    const xPx = Math.max(0, mark.xPx - byPx);
    const yPx = Math.max(0, mark.yPx - byPx);
    return {
      xPx,
      yPx,
      widthPx: mark.xPx + mark.widthPx + byPx - xPx,
      heightPx: mark.yPx + mark.heightPx + byPx - yPx,
      startSeconds: mark.startSeconds - 1,
      endSeconds: mark.endSeconds + 1,
    };
  });

/** Compares two clips of one length inside and outside the marks. Clips run at 25 frames a second. */
export const scorePixels = async (
  ffmpeg: string,
  path: string,
  truth: string,
  marks: readonly TrueMark[],
): Promise<PixelScore> => {
  const { streams } = await probe(ffmpeg, truth);
  const video = streams.find(({ codec_type }) => codec_type === 'video')!;
  const [widthPx, heightPx] = [video.width!, video.height!];
  const raw = { widthPx, heightPx, pixelFormat: 'rgb24', filter: AS_BT709 } as const;
  const other = decodeFrames(ffmpeg, truth, raw)[Symbol.asyncIterator]();
  const sums = { inside: 0, insideCount: 0, outside: 0, outsideCount: 0 };
  const rims = grown(marks, 16);
  let index = 0;
  for await (const frame of decodeFrames(ffmpeg, path, raw)) {
    const { value: wanted, done } = await other.next();
    if (done) break;
    const seconds = (index++ + 0.5) / 25;
    const inside = maskAt(marks, seconds, [widthPx, heightPx]);
    const near = maskAt(rims, seconds, [widthPx, heightPx]);
    for (let i = 0; i < inside.length; i++) {
      if (!inside[i] && near[i]) continue;
      const p = i * 3;
      const [r, g, b] = [
        frame[p]! - wanted[p]!,
        frame[p + 1]! - wanted[p + 1]!,
        frame[p + 2]! - wanted[p + 2]!,
      ];
      const squares = (r * r + g * g + b * b) / 3;
      if (inside[i]) {
        sums.inside += squares;
        sums.insideCount++;
      } else {
        sums.outside += squares;
        sums.outsideCount++;
      }
    }
  }
  return {
    insideDb: toDb(sums.inside, sums.insideCount),
    outsideDb: toDb(sums.outside, sums.outsideCount),
  };
};
