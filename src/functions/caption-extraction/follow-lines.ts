import type { BoxPx } from '../../core/geometry';
import type { LumaImage } from '../../core/image';
import { createTextTracker, type TextTrack } from '../../vision/text-tracks';
import type { CaptionVideo } from './caption-frame';
import { createRowAlbum, type FollowedRow } from './row-album';

export interface FollowOptions {
  /** Looks for text a second. */
  readonly fps: number;
  /** Longest time that a line may stand before it is found. */
  readonly lookBackSeconds: number;
  readonly signal: AbortSignal;
  /** Finds lines of text in a luma picture. `live`: those that are known already. */
  readonly find: (
    image: LumaImage,
    timeSeconds: number,
    live: readonly TextTrack[],
  ) => Promise<readonly BoxPx[]>;
  readonly onProgress: (timeSeconds: number) => void;
}

/** Rows of text that stand still on the screen, each as soon as it is gone. */
export async function* followRows(
  video: CaptionVideo,
  { fps, lookBackSeconds, signal, find, onProgress }: FollowOptions,
): AsyncGenerator<FollowedRow> {
  const tracker = createTextTracker({ lookBackSeconds });
  const album = createRowAlbum(video);
  let due = Number.NEGATIVE_INFINITY;
  for await (const frame of video.frames()) {
    signal.throwIfAborted();
    tracker.push(frame.timeSeconds, frame.luma);
    yield* album.take(tracker.takeEnded());
    if (frame.timeSeconds < due) continue;
    due = Math.max(due, frame.timeSeconds - 1 / fps) + 1 / fps;
    tracker.found(await find(frame.luma, frame.timeSeconds, tracker.live()));
    await album.photograph(frame, tracker.live());
    onProgress(frame.timeSeconds);
  }
  yield* album.take(tracker.finish());
}
