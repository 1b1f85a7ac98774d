import type { RgbaImage } from '../../src/core/image';
import { decodeFrames } from '../native-ffmpeg';
import { createMatteScorer, type MatteScore } from '../matte-cases/score-matte';

export interface PeerCase {
  readonly path: string;
  readonly truth: readonly RgbaImage[];
  readonly screenRgb: readonly [number, number, number];
}

const SIMILARITIES = [0.06, 0.1, 0.14, 0.18, 0.24, 0.3];
const BLENDS = [0, 0.05, 0.1, 0.2];
/** Parameters are searched on every n-th frame, the score is taken on all. */
const SEARCH_STEP = 6;

const hexOf = (rgb: readonly number[]): string =>
  `0x${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

const filterOf = (
  filter: 'chromakey' | 'colorkey',
  { screenRgb }: PeerCase,
  [similarity, blend]: readonly [number, number],
): string => {
  const type = screenRgb[2] > screenRgb[1] ? 'blue' : 'green';
  return `${filter}=${hexOf(screenRgb)}:${similarity}:${blend},despill=type=${type}`;
};

const score = async (ffmpeg: string, peer: PeerCase, filter: string, step: number): Promise<MatteScore> => {
  const { widthPx, heightPx } = peer.truth[0]!;
  const scorer = createMatteScorer();
  let index = 0;
  for await (const block of decodeFrames(ffmpeg, peer.path, {
    widthPx,
    heightPx,
    pixelFormat: 'rgba',
    filter,
  })) {
    if (index % step === 0) {
      scorer.add({ widthPx, heightPx, data: new Uint8ClampedArray(block) }, peer.truth[index]!);
    }
    index++;
  }
  return scorer.finish();
};

/** ffmpeg's key filter plus despill with the parameters that give the lowest MAD on this very clip. */
export const bestOfFfmpeg = async (
  ffmpeg: string,
  filter: 'chromakey' | 'colorkey',
  peer: PeerCase,
): Promise<MatteScore> => {
  let best = { filter: '', mad: Number.POSITIVE_INFINITY };
  for (const similarity of SIMILARITIES) {
    for (const blend of BLENDS) {
      const candidate = filterOf(filter, peer, [similarity, blend]);
      const { mad } = await score(ffmpeg, peer, candidate, SEARCH_STEP);
      if (mad < best.mad) best = { filter: candidate, mad };
    }
  }
  return score(ffmpeg, peer, best.filter, 1);
};
