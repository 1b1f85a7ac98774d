import type { CaptionCue, CaptionResult } from '../../core/caption-result';
import { toBoxPx, type BoxPx } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { CaptionVideo } from './caption-frame';
import { followRows } from './follow-lines';
import { createLineFinder, longestWaitSeconds } from './line-finder';
import type { TextDetector } from '../../models/text-detector';
import type { RowReader } from './open-row-reader';
import { isPageOfText, MAX_SECONDS, type Span } from './plan-bands';
import type { CueFilter } from './definition';
import { planCues } from './plan-cues';
import { MIN_SECONDS, type ReadRow } from './plan-rows';
import type { PicturedRow } from './read-row';
import type { FollowedRow } from './row-album';

export interface ReadOptions {
  readonly fps: number;
  readonly lang: CueFilter;
  /** `[[top, bottom], [left, right]]`, 0..1, or nothing. */
  readonly roi: readonly (readonly [number, number])[];
}

export interface CaptionReading {
  readonly cues: CaptionCue[];
  readonly reason: CaptionResult['reason'];
}

const regionOf = (roi: ReadOptions['roi'], { widthPx, heightPx, step }: CaptionVideo): BoxPx | null => {
  const [rows, columns] = roi;
  if (!rows || !columns) return null;
  const box = [columns[0], rows[0], columns[1] - columns[0], rows[1] - rows[0]] as const;
  return toBoxPx(box, widthPx / step, heightPx / step);
};

const describe = (row: FollowedRow, durationSeconds: number) => ({
  startSeconds: row.startSeconds,
  endSeconds: row.endSeconds ?? Math.max(durationSeconds, row.lastSeconds),
  startIsOpen: row.startIsOpen,
  endIsOpen: row.endSeconds === null,
  startChange: row.startChange,
  endChange: row.endChange,
});

/** Who finds text, and who reads it. */
export interface CaptionReaders {
  readonly seeker: TextDetector;
  readonly reader: RowReader;
}

/** What is needed to read it; `null` when it was never photographed. */
const picture = ({ box, pictureBox, pictures }: FollowedRow): PicturedRow | null => {
  const mean = pictures.mean();
  return mean && { box, pictureBox, mean, single: pictures.kept.at(-1) ?? mean };
};

/** Looks through the video once and reads what stands still in it. */
export const readCaptions = async (
  video: CaptionVideo,
  readers: CaptionReaders,
  options: ReadOptions,
  ctx: RunContext<'scan'>,
): Promise<CaptionReading> => {
  const { durationSeconds, widthPx, heightPx } = video;
  const region = regionOf(options.roi, video);
  const find = createLineFinder({ detector: readers.seeker, region });
  const onProgress = (seconds: number): void =>
    ctx.progress('scan', Math.min(1, seconds / Math.max(0.1, durationSeconds)));
  const lookBackSeconds = longestWaitSeconds(options.fps);
  const follow = { fps: options.fps, lookBackSeconds, signal: ctx.signal, find, onProgress };
  const readings: Promise<ReadRow>[] = [];
  const spans: Span[] = [];
  for await (const row of followRows(video, follow)) {
    ctx.signal.throwIfAborted();
    const times = describe(row, durationSeconds);
    const seconds = times.endSeconds - times.startSeconds;
    // What stands longer than any caption need not be read to be left out.
    if (seconds >= MIN_SECONDS) spans.push(times);
    if (seconds < MIN_SECONDS || (!region && seconds > MAX_SECONDS)) continue;
    const pictured = picture(row);
    if (!pictured) continue;
    const reading = readers.reader.read(pictured).then((read) => ({ ...times, ...read }));
    reading.catch(() => undefined);
    readings.push(reading);
    await readers.reader.room();
  }
  const rows = (await Promise.all(readings)).filter(({ text }) => text !== '');
  const cues = planCues(rows, { widthPx, heightPx, durationSeconds, trusts: region !== null }, options.lang);
  ctx.log(`Read ${rows.length} rows of text, ${cues.length} captions`);
  const hasText =
    rows.length > 0 || spans.some(({ startSeconds, endSeconds }) => endSeconds - startSeconds > MAX_SECONDS);
  const missing = isPageOfText(spans) ? 'page-of-text' : 'no-captions';
  return { cues, reason: cues.length > 0 ? null : hasText ? missing : 'no-text' };
};
