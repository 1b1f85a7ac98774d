import type { TimeRange } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import { MediaError } from '../../core/errors';
import type { MediaSource } from '../../media/media-source';
import type { FaceFinder } from '../../models/face-finder';
import type { MeasuredFrame } from '../../vision/frame-measures';
import { findSpeech, openVoice } from './find-speech';
import { hearSound, type Sound } from './hear-sound';
import { lookAtVideo, type SeeOptions } from './look-at-video';
import type { Look } from './look-through';
import { planGrid, planUnitSeconds, type MeasuredRoom } from './plan-grid';
import { judgeSamples, planLoudnessRank, type JudgedSample } from './plan-interest';
import { planRooms, type RoomOptions } from './plan-rooms';
import { MIN_SEGMENT_SECONDS, planIdealSeconds } from './plan-summary';

type Context = RunContext<'model' | 'scan' | 'listen' | 'look'>;

export interface AnalyseOptions extends SeeOptions {
  /** `false`: the sound is not heard, because none is wanted. */
  readonly withSound: boolean;
}

export interface Analysis {
  readonly looks: readonly Look[];
  readonly samples: readonly MeasuredFrame[];
  readonly judged: readonly JudgedSample[];
  readonly sound: Sound | null;
  readonly unitSeconds: number;
  readonly frameSeconds: number;
  /** Rooms on the grid; long shots split, or (`whole`) in one piece. */
  rooms(whole: boolean): readonly MeasuredRoom[];
}

/** Rooms are a little longer than the segments wanted from them, so that there is a choice of ends. */
const ROOM_SHARE = 2.5;
const MIN_ROOM_SECONDS = 4;
/** Stretches of speech are listened to in pieces of this length, side by side. */
const PIECE_SECONDS = 8;

const inPieces = ({ startSeconds, endSeconds }: TimeRange): readonly TimeRange[] => {
  const count = Math.max(1, Math.ceil((endSeconds - startSeconds) / PIECE_SECONDS));
  const each = (endSeconds - startSeconds) / count;
  return Array.from({ length: count }, (_, i) => ({
    startSeconds: startSeconds + i * each,
    endSeconds: startSeconds + (i + 1) * each,
  }));
};

const listenForSpeech = async (
  source: MediaSource,
  looks: readonly Look[],
  ctx: Context,
): Promise<readonly TimeRange[]> => {
  await using voice = await openVoice(ctx);
  return voice ? await findSpeech(source, looks.flatMap(inPieces), voice, ctx.signal) : [];
};

/** Parts of the video that `chronological` takes in turn. */
const partsOf = ({ mode, durationSeconds }: AnalyseOptions, source: MediaSource) =>
  mode === 'chronological'
    ? {
        count: Math.max(1, Math.round(durationSeconds / planIdealSeconds(mode, durationSeconds))),
        durationSeconds: source.durationSeconds,
      }
    : null;

/** Looks at and listens to the video. Throws `decode-failed` when no frame decodes. */
export const analyseVideo = async (
  source: MediaSource,
  options: AnalyseOptions,
  faces: FaceFinder,
  ctx: Context,
): Promise<Analysis> => {
  const { signal, log, progress } = ctx;
  const onHeard = (fraction: number) => progress('listen', 0.8 * fraction);
  const { looks, samples } = await lookAtVideo(source, options, {
    signal,
    progress: progress.bind(ctx),
    faces,
  });
  if (looks.length === 0) throw new MediaError('decode-failed', 'No frame of the video decodes');
  const sound = options.withSound ? await hearSound(source, { signal, log, onProgress: onHeard }) : null;
  const speech = sound ? await listenForSpeech(source, looks, ctx) : [];
  progress('listen', 1);
  const judged = judgeSamples(samples.map(({ measures }) => measures));
  const frameSeconds = 1 / (source.video?.frameRate || 25);
  const unitSeconds = planUnitSeconds(source.video?.frameRate ?? 0);
  const loudnessRank = planLoudnessRank(sound);
  const input = { looks, samples: judged, loudnessRank, speech, unitSeconds };
  const ideal = planIdealSeconds(options.mode, options.durationSeconds);
  const roomOptions: RoomOptions = {
    frameSeconds,
    maxSeconds: Math.max(MIN_ROOM_SECONDS, ROOM_SHARE * ideal),
    minSeconds: MIN_SEGMENT_SECONDS,
  };
  log(`Looked at ${samples.length} frames closely`, {
    frames: looks.reduce((sum, look) => sum + look.frames.length, 0),
    cuts: looks.reduce((sum, look) => sum + look.boundaries.length, 0),
    speech: speech.length,
  });
  return {
    looks,
    samples,
    judged,
    sound,
    unitSeconds,
    frameSeconds,
    rooms: (whole) => {
      const rooms = planRooms(looks, whole ? { ...roomOptions, maxSeconds: Infinity } : roomOptions);
      return planGrid(rooms, input, partsOf(options, source));
    },
  };
};
