import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import type { OutputFile } from '../../core/media-function';
import type { SummaryShot, SummaryShots } from '../../core/video-summary';
import { encodeImage } from '../../exporters/encode-image';
import type { MediaSource } from '../../media/media-source';
import { drawSprite, SPRITE_COLUMNS } from '../../vision/draw-sprite';
import type { Analysis } from './analyse-video';
import { planChoices } from './plan-choices';
import type { MeasuredRoom } from './plan-grid';
import { planLoudnessRank, type JudgedSample } from './plan-interest';

/** The page shows at most so many shots: the best ones. */
const MAX_SHOTS = 120;
/** Interest of a good shot is about 0.7: shown as 8 of 10. */
const SCORE_SCALE = 11;

interface RatedShot {
  readonly shot: SummaryShot;
  readonly thumb: RgbaImage;
}

const round = (value: number, digits = 3): number => Math.round(value * 10 ** digits) / 10 ** digits;

const partsOf = (best: JudgedSample | null, loudness: number | null): SummaryShot['parts'] => ({
  picture: round(best?.score ?? 0, 1),
  motion: round(best?.parts.stillness === undefined ? 0 : 10 - best.parts.stillness, 1),
  ...(loudness === null ? {} : { sound: round(10 * loudness, 1) }),
  ...(best?.parts.faces === undefined ? {} : { faces: best.parts.faces }),
});

const rateRoom = (room: MeasuredRoom, analysis: Analysis, idealSeconds: number) => {
  const { unitSeconds } = analysis;
  const idealUnits = idealSeconds / unitSeconds;
  const units = Math.max(1, Math.min(room.interest.length, Math.round(idealUnits)));
  const { start, value } = planChoices(room, { idealUnits, minUnits: units });
  const from = start[units]!;
  const interest = room.interest.subarray(from, from + units).reduce((sum, one) => sum + one, 0) / units;
  const startSeconds = room.startSeconds + from * unitSeconds;
  return { value: value[units]!, interest, startSeconds, endSeconds: startSeconds + units * unitSeconds };
};

const rateShot = (
  rooms: readonly MeasuredRoom[],
  analysis: Analysis,
  idealSeconds: number,
): RatedShot | null => {
  const rated = rooms.map((room) => ({ room, ...rateRoom(room, analysis, idealSeconds) }));
  const top = rated.reduce((best, one) => (one.value > best.value ? one : best));
  const { best } = top.room;
  const sample = analysis.samples.find(({ measures }) => measures.timeSeconds === best?.timeSeconds);
  if (!sample) return null;
  const rank = planLoudnessRank(analysis.sound);
  const middle = (top.startSeconds + top.endSeconds) / 2;
  return {
    thumb: sample.thumb,
    shot: {
      startSeconds: round(rooms[0]!.startSeconds),
      endSeconds: round(rooms.at(-1)!.endSeconds),
      score: round(Math.min(10, SCORE_SCALE * top.interest), 1),
      parts: partsOf(best, rank ? rank(middle) : null),
      proposal: { startSeconds: round(top.startSeconds), endSeconds: round(top.endSeconds) },
      group: top.room.group,
    },
  };
};

/** Every shot that may be shown, in order of time, with its picture. */
export const rateShots = (analysis: Analysis, idealSeconds: number): readonly RatedShot[] => {
  const byShot = new Map<number, MeasuredRoom[]>();
  for (const room of analysis.rooms(false)) byShot.set(room.shot, [...(byShot.get(room.shot) ?? []), room]);
  const rated = [...byShot.values()].flatMap((rooms) => rateShot(rooms, analysis, idealSeconds) ?? []);
  const best = new Set([...rated].sort((a, b) => b.shot.score - a.shot.score).slice(0, MAX_SHOTS));
  return rated.filter((one) => best.has(one));
};

/** The sprite of shots and the JSON beside it, for the strip on the result page. */
export const writeShots = async (
  source: MediaSource,
  rated: readonly RatedShot[],
): Promise<readonly OutputFile[]> => {
  const first = rated[0];
  if (!first) return [];
  const fileName = outputName(source.file.name, 'video-summary', 'jpg');
  const shots: SummaryShots = {
    version: 1,
    durationSeconds: source.durationSeconds,
    frameRate: source.video?.frameRate ?? 0,
    sprite: {
      fileName,
      columns: Math.min(SPRITE_COLUMNS, rated.length),
      tileWidthPx: first.thumb.widthPx,
      tileHeightPx: first.thumb.heightPx,
    },
    shots: rated.map(({ shot }) => shot),
  };
  const sprite = drawSprite(rated.map(({ thumb }) => thumb));
  return [
    { role: 'preview', fileName, mimeType: 'image/jpeg', blob: await encodeImage(sprite, 'jpg') },
    {
      role: 'data',
      fileName: outputName(source.file.name, 'video-summary', 'json'),
      mimeType: 'application/json',
      blob: new Blob([JSON.stringify(shots)], { type: 'application/json' }),
    },
  ];
};
