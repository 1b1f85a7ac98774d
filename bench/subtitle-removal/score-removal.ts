import type { BurnedCase } from '../burned-text/make-burned-cases';
import { decodeFrames, AS_BT709 } from '../native-ffmpeg';

/** Opacity (0..255) from which a pixel counts as text. */
const TEXT = 16;
/** Outside is judged this far (pixels) from the text's own box. */
const OUTSIDE_MARGIN = 24;
/** Every n-th frame is judged by SSIM, which is slow. */
const SSIM_STEP = 4;
const SSIM_RADIUS = 3;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

export interface RemovalScore {
  /** dB against the clean original inside the true text, all three colours. */
  readonly insideDb: number;
  /** Mean SSIM of luma in 7x7 windows round the true text's pixels. */
  readonly ssim: number;
  /** dB outside the text's box, frames with text only. */
  readonly outsideDb: number;
  /** Mean change between frames inside the text: the result's and the clean original's own. */
  readonly change: readonly [result: number, clean: number];
  readonly frames: number;
}

const toDb = (squares: number, count: number): number =>
  10 * Math.log10(255 ** 2 / Math.max(1e-4, squares / Math.max(1, count)));

const lumaAt = (rgb: Uint8Array, i: number): number =>
  0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!;

/** Similarity of the windows round a pixel. */
const ssimAt = (a: Uint8Array, b: Uint8Array, widthPx: number, at: number): number => {
  let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let v = -SSIM_RADIUS; v <= SSIM_RADIUS; v++) {
    for (let u = -SSIM_RADIUS; u <= SSIM_RADIUS; u++) {
      const i = at + v * widthPx + u;
      const [p, q] = [lumaAt(a, i), lumaAt(b, i)];
      sa += p;
      sb += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const n = (2 * SSIM_RADIUS + 1) ** 2;
  const [ma, mb] = [sa / n, sb / n];
  const [va, vb, cov] = [aa / n - ma * ma, bb / n - mb * mb, ab / n - ma * mb];
  return ((2 * ma * mb + C1) * (2 * cov + C2)) / ((ma * ma + mb * mb + C1) * (va + vb + C2));
};

interface Places {
  readonly inside: readonly number[];
  readonly isOutside: (x: number, y: number) => boolean;
}

const placesOf = (mask: Uint8Array, widthPx: number): Places => {
  const inside: number[] = [];
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  mask.forEach((value, i) => {
    if (value <= TEXT) return;
    inside.push(i);
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    left = Math.min(left, x - OUTSIDE_MARGIN);
    right = Math.max(right, x + OUTSIDE_MARGIN);
    top = Math.min(top, y - OUTSIDE_MARGIN);
    bottom = Math.max(bottom, y + OUTSIDE_MARGIN);
  });
  return { inside, isOutside: (x, y) => x < left || x > right || y < top || y > bottom };
};

/** Masks of a case by cue. */
export const readMasks = async (ffmpeg: string, one: BurnedCase): Promise<readonly Uint8Array[]> => {
  const { widthPx, heightPx, cues, maskPath } = one;
  const masks: Uint8Array[] = [];
  let frame = 0;
  for await (const block of decodeFrames(ffmpeg, maskPath!, { widthPx, heightPx, pixelFormat: 'gray' })) {
    if (cues[masks.length]?.firstFrame === frame++) masks.push(Uint8Array.from(block));
  }
  return masks;
};

/** Frame-by-frame score of a result against the clean original; SSIM of every n-th frame that is added. */
export const createScorer = (one: BurnedCase, masks: readonly Uint8Array[], ssimStep = SSIM_STEP) => {
  const { widthPx, heightPx, cues } = one;
  const places = masks.map((mask) => placesOf(mask, widthPx));
  const sums = { inside: 0, insideCount: 0, outside: 0, outsideCount: 0, ssim: 0, ssimCount: 0, frames: 0 };
  const changes: [number, number, number] = [0, 0, 0];
  let last: { readonly cue: number; readonly result: Uint8Array; readonly clean: Uint8Array } | null = null;

  const addOutside = (result: Uint8Array, clean: Uint8Array, isOutside: Places['isOutside']) => {
    for (let y = 0; y < heightPx; y += 2) {
      for (let x = 0; x < widthPx; x += 2) {
        if (!isOutside(x, y)) continue;
        const i = 3 * (y * widthPx + x);
        for (let c = i; c < i + 3; c++) sums.outside += (result[c]! - clean[c]!) ** 2;
        sums.outsideCount += 3;
      }
    }
  };
  const isInner = (i: number): boolean => {
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    return x >= SSIM_RADIUS && y >= SSIM_RADIUS && x < widthPx - SSIM_RADIUS && y < heightPx - SSIM_RADIUS;
  };

  const add = (frame: number, result: Uint8Array, clean: Uint8Array): void => {
    const cue = cues.findIndex(({ firstFrame, lastFrame }) => frame >= firstFrame && frame <= lastFrame);
    const place = places[cue];
    if (!place) return void (last = null);
    sums.frames++;
    const { inside, isOutside } = place;
    for (const i of inside) {
      for (let c = 3 * i; c < 3 * i + 3; c++) sums.inside += (result[c]! - clean[c]!) ** 2;
    }
    sums.insideCount += 3 * inside.length;
    addOutside(result, clean, isOutside);
    if (sums.frames % ssimStep === 0) {
      for (const i of inside.filter(isInner)) sums.ssim += ssimAt(result, clean, widthPx, i);
      sums.ssimCount += inside.filter(isInner).length;
    }
    if (last?.cue === cue) {
      for (const i of inside) {
        changes[0] += Math.abs(lumaAt(result, i) - lumaAt(last.result, i));
        changes[1] += Math.abs(lumaAt(clean, i) - lumaAt(last.clean, i));
      }
      changes[2] += inside.length;
    }
    last = { cue, result: Uint8Array.from(result), clean: Uint8Array.from(clean) };
  };
  const finish = (): RemovalScore => ({
    insideDb: toDb(sums.inside, sums.insideCount),
    ssim: sums.ssim / Math.max(1, sums.ssimCount),
    outsideDb: toDb(sums.outside, sums.outsideCount),
    change: [changes[0] / Math.max(1, changes[2]), changes[1] / Math.max(1, changes[2])],
    frames: sums.frames,
  });
  return { add, finish };
};

const rgbOf = ({ widthPx, heightPx }: BurnedCase) =>
  ({ widthPx, heightPx, pixelFormat: 'rgb24', filter: AS_BT709 }) as const;

export interface FramePair {
  readonly frame: number;
  readonly given: Buffer;
  readonly clean: Buffer;
}

/** Frames of two videos of one case side by side. */
export async function* pairFrames(ffmpeg: string, one: BurnedCase, path: string): AsyncGenerator<FramePair> {
  const clean = decodeFrames(ffmpeg, one.cleanPath, rgbOf(one));
  let frame = 0;
  try {
    for await (const given of decodeFrames(ffmpeg, path, rgbOf(one))) {
      const next = await clean.next();
      if (next.done) return;
      yield { frame: frame++, given, clean: next.value };
    }
  } finally {
    await clean.return(undefined);
  }
}

/** Scores a video file. */
export const scoreFile = async (
  ffmpeg: string,
  one: BurnedCase,
  masks: readonly Uint8Array[],
  path: string,
): Promise<RemovalScore & { readonly frameCount: number }> => {
  const scorer = createScorer(one, masks);
  let frameCount = 0;
  for await (const { frame, given, clean } of pairFrames(ffmpeg, one, path)) {
    scorer.add(frame, given, clean);
    frameCount++;
  }
  return { ...scorer.finish(), frameCount };
};
