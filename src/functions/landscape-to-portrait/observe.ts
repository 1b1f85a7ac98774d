import type { TimedImage } from '../../core/image';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { openSubjectFinder } from './find-subjects';
import { listenForSpeakers } from './listen-for-speakers';
import type { Observations } from './observations';
import { WATCH_PX, watchVideo } from './watch-video';

/** More frames a second tell nothing new about shots. */
const MAX_FRAME_RATE = 30;
const small = { maxWidthPx: WATCH_PX, maxHeightPx: WATCH_PX } as const;

const imagesOf = (source: MediaSource): AsyncIterable<TimedImage> =>
  source.kind === 'image'
    ? source.imagesAt([0], small)
    : source.images({ ...small, maxFrameRate: MAX_FRAME_RATE });

/** Looks through the source once at small size. */
export const observe = async (
  source: MediaSource,
  ctx: RunContext<'model' | 'scan'>,
): Promise<Observations> => {
  const { widthPx, heightPx, startSeconds } = source.video!;
  await using finder = await openSubjectFinder(ctx, source.kind === 'image');
  ctx.progress('model', 1);
  const { durationSeconds } = source;
  const onTime = (timeSeconds: number) =>
    ctx.progress('scan', timeSeconds / Math.max(0.001, durationSeconds));
  const watched = await watchVideo(imagesOf(source), finder, { signal: ctx.signal, onTime });
  const from = Math.min(startSeconds, watched.looks[0]?.timeSeconds ?? startSeconds);
  ctx.log(`Looked ${watched.looks.length} times for subjects`, {
    cuts: watched.boundaries.length,
    ticks: watched.ticks.length,
  });
  const voice = await listenForSpeakers(source, watched.looks, ctx);
  return {
    voice,
    startSeconds: from,
    endSeconds: Math.max(durationSeconds, from + 1e-3, watched.ticks.at(-1)?.timeSeconds ?? 0),
    widthPx,
    heightPx,
    ...watched,
  };
};
