import type { BoxPx } from '../../core/geometry';
import type { LumaImage, RgbaImage } from '../../core/image';
import { createLumaReader, lumaStep, readCrop } from '../../media/luma-reader';
import type { MediaSource } from '../../media/media-source';
import type { TextDetector } from '../../models/text-detector';
import type { RecognizedLine } from '../../models/text-recognizer';
import { createTextTracker, type TextTrack } from '../../vision/text-tracks';
import { createChangeMeter } from './measure-change';
import type { SeenLine } from './plan-subtitles';

export interface FindOptions {
  readonly detector: TextDetector;
  /** Reads one line that fills the picture. */
  readonly read: (picture: RgbaImage) => Promise<RecognizedLine>;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Longer side of the pictures that text is found and followed in. */
const ANALYSIS_SIDE_PX = 960;
/** Searches a second: a line of a third of a second is met at least once. */
const LOOKS_PER_SECOND = 3;
const LOOK_BACK_SECONDS = 1 / LOOKS_PER_SECOND + 0.25;
/** Lines are thinner than this share of the longer side. */
const MAX_HEIGHT = 0.13;
/** A reading this sure needs no second look; no line is read more often than this. */
const SURE = 0.9;
const MAX_READINGS = 3;
/** Room round a line that is read, in line heights. */
const READ_PAD = 0.12;

const greyImage = ({ widthPx, heightPx, data }: LumaImage): RgbaImage => {
  const words = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) words[i] = 0xff000000 | (data[i]! * 0x010101);
  return { widthPx, heightPx, data: new Uint8ClampedArray(words.buffer) };
};

const scaled = ({ xPx, yPx, widthPx, heightPx }: BoxPx, factor: number): BoxPx => ({
  xPx: xPx * factor,
  yPx: yPx * factor,
  widthPx: widthPx * factor,
  heightPx: heightPx * factor,
});

const padded = ({ xPx, yPx, widthPx, heightPx }: BoxPx): BoxPx => {
  const pad = READ_PAD * Math.min(widthPx, heightPx);
  return { xPx: xPx - pad, yPx: yPx - pad, widthPx: widthPx + 2 * pad, heightPx: heightPx + 2 * pad };
};

interface Reading extends Pick<RecognizedLine, 'text' | 'confidence'> {
  readonly times: number;
}

const NOTHING: Reading = { text: '', confidence: 0, times: 0 };
/** Keyed by what stays the same while a line is followed. */
const keyOf = ({ template }: TextTrack): object => template;

/** Every line of text that stands still for a while, with its exact first and last frame. One pass over the video. */
export const findLines = async (
  source: MediaSource,
  { detector, read, signal, onProgress }: FindOptions,
): Promise<readonly SeenLine[]> => {
  const { widthPx = 1, heightPx = 1, frameRate = 25 } = source.video ?? {};
  const step = lumaStep(widthPx, heightPx, ANALYSIS_SIDE_PX);
  const readLuma = createLumaReader(step);
  const tracker = createTextTracker({ lookBackSeconds: LOOK_BACK_SECONDS });
  const changes = createChangeMeter();
  const readings = new Map<object, Reading>();
  const isLine = ({ widthPx: wide, heightPx: high }: BoxPx) =>
    Math.min(wide, high) * step <= MAX_HEIGHT * Math.max(widthPx, heightPx);

  const readLive = async (frame: VideoFrame): Promise<void> => {
    for (const track of tracker.live()) {
      const known = readings.get(keyOf(track)) ?? NOTHING;
      if (known.confidence >= SURE || known.times >= MAX_READINGS) continue;
      const { text, confidence } = await read(await readCrop(frame, padded(scaled(track.box, step))));
      const better = confidence > known.confidence ? { text, confidence } : known;
      readings.set(keyOf(track), { ...better, times: known.times + 1 });
    }
  };

  const tracks: TextTrack[] = [];
  let due = Number.NEGATIVE_INFINITY;
  let lastSeconds = 0;
  for await (using frame of source.frames()) {
    signal.throwIfAborted();
    const { videoFrame, timeSeconds } = frame;
    const luma = await readLuma(videoFrame);
    changes.add(luma);
    tracker.push(timeSeconds, luma);
    tracks.push(...tracker.takeEnded());
    lastSeconds = timeSeconds;
    if (timeSeconds < due) continue;
    due = timeSeconds + 1 / LOOKS_PER_SECOND - 0.5 / frameRate;
    const longSidePx = Math.max(luma.widthPx, luma.heightPx);
    const found = await detector.detect(greyImage(luma), { longSidePx });
    tracker.found(found.map(({ box }) => box).filter(isLine));
    await readLive(videoFrame);
    onProgress(timeSeconds / Math.max(0.001, source.durationSeconds));
  }
  tracks.push(...tracker.finish());
  return tracks.map((track) => ({
    box: scaled(track.box, step),
    startSeconds: track.startSeconds,
    lastSeconds: track.lastSeconds,
    endSeconds: track.endSeconds ?? lastSeconds + 1 / frameRate,
    startIsOpen: track.firstFrame === 0,
    endIsOpen: track.endSeconds === null,
    startChange: changes.at(track.firstFrame),
    endChange: changes.at(track.lastFrame + 1),
    ...textOf(readings, track, tracks),
  }));
};

/** The same words after a gap carry a copied template and may not have been read again. */
const textOf = (
  readings: ReadonlyMap<object, Reading>,
  track: TextTrack,
  tracks: readonly TextTrack[],
): Pick<RecognizedLine, 'text' | 'confidence'> => {
  const own = readings.get(keyOf(track));
  const twin = tracks.find((other) => other.box === track.box && readings.has(keyOf(other)));
  const { text, confidence } = own ?? (twin ? readings.get(keyOf(twin))! : NOTHING);
  return { text, confidence };
};
