import { useEffect, useState } from 'react';

export interface ThumbnailRequest {
  readonly id: string;
  readonly timeSeconds: number;
}

const WIDTH_PX = 128;
/** More than these are not worth the decoding. */
const MAX_THUMBNAILS = 300;

const waitFor = (video: HTMLVideoElement, event: string): Promise<void> =>
  new Promise((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error('The video can not be shown')), { once: true });
  });

const drawFrame = (video: HTMLVideoElement): string => {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH_PX;
  canvas.height = Math.max(1, Math.round((WIDTH_PX * video.videoHeight) / Math.max(1, video.videoWidth)));
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.8);
};

/** Small pictures of a video at the given times, by id, each as soon as it is there; none where it cannot be shown. */
export const useThumbnails = (
  url: string | undefined,
  requests: readonly ThumbnailRequest[],
): Readonly<Record<string, string>> => {
  const [pictures, setPictures] = useState<Readonly<Record<string, string>>>({});
  const key = requests.map(({ id, timeSeconds }) => `${id}@${timeSeconds}`).join();
  useEffect(() => {
    if (!url) return undefined;
    let isOver = false;
    const video = document.createElement('video');
    Object.assign(video, { muted: true, preload: 'auto', src: url });
    const draw = async () => {
      await waitFor(video, 'loadeddata');
      for (const { id, timeSeconds } of requests.slice(0, MAX_THUMBNAILS)) {
        if (isOver) return;
        const seeked = waitFor(video, 'seeked');
        video.currentTime = timeSeconds;
        await seeked;
        const picture = drawFrame(video);
        if (!isOver) setPictures((known) => ({ ...known, [id]: picture }));
      }
    };
    // A video that the browser cannot play has no thumbnails; the table does without.
    draw().catch(() => undefined);
    return () => {
      isOver = true;
      video.removeAttribute('src');
      video.load();
    };
    // The key stands for the requests.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [url, key]);
  return pictures;
};
