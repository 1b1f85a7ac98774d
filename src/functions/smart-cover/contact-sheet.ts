import type { CoverCandidate, CoverCandidates } from '../../core/cover-candidates';
import { outputName } from '../../core/file-name';
import type { NormalizedBox, TimeRange } from '../../core/geometry';
import type { OutputFile } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import { drawSprite, SPRITE_COLUMNS } from '../../vision/draw-sprite';
import type { JudgedCandidate } from './choose-covers';

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const roundBox = ([x, y, width, height]: NormalizedBox): [number, number, number, number] => [
  round(x),
  round(y),
  round(width),
  round(height),
];

export interface SheetInput {
  readonly sourceName: string;
  readonly durationSeconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly shots: readonly TimeRange[];
  readonly candidates: readonly JudgedCandidate[];
  readonly cropOf: (candidate: JudgedCandidate) => NormalizedBox;
  /** Indexes of the chosen candidates, best first. */
  readonly ranking: readonly number[];
}

const describe = (input: SheetInput, candidate: JudgedCandidate, index: number): CoverCandidate => {
  const rank = input.ranking.indexOf(index);
  return {
    timeSeconds: candidate.measures.timeSeconds,
    score: Math.round(candidate.score * 100) / 100,
    parts: candidate.parts,
    reasons: [...candidate.reasons],
    rejected: candidate.rejected,
    crop: roundBox(input.cropOf(candidate)),
    faces: candidate.measures.faces.map((face) => roundBox(face.box)),
    rank: rank < 0 ? null : rank + 1,
  };
};

/** The sprite of thumbnails and the JSON beside it, for the contact sheet on the result page. */
export const writeContactSheet = async (input: SheetInput): Promise<readonly OutputFile[]> => {
  const first = input.candidates[0];
  if (!first) return [];
  const fileName = outputName(input.sourceName, 'cover-candidates', 'jpg');
  const sprite = drawSprite(input.candidates.map((candidate) => candidate.thumb));
  const sheet: CoverCandidates = {
    version: 1,
    durationSeconds: input.durationSeconds,
    widthPx: input.widthPx,
    heightPx: input.heightPx,
    sprite: {
      fileName,
      columns: Math.min(SPRITE_COLUMNS, input.candidates.length),
      tileWidthPx: first.thumb.widthPx,
      tileHeightPx: first.thumb.heightPx,
    },
    shots: [...input.shots],
    candidates: input.candidates.map((candidate, index) => describe(input, candidate, index)),
  };
  return [
    { role: 'preview', fileName, mimeType: 'image/jpeg', blob: await encodeImage(sprite, 'jpg') },
    {
      role: 'data',
      fileName: outputName(input.sourceName, 'cover-candidates', 'json'),
      mimeType: 'application/json',
      blob: new Blob([JSON.stringify(sheet)], { type: 'application/json' }),
    },
  ];
};
