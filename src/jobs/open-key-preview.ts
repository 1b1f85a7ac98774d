import type { KeyPreviewReply, KeyPreviewRequest, KeyPreviewSettings } from '../core/key-preview';

export type KeyedPicture = Extract<KeyPreviewReply, { readonly type: 'keyed' }>;

export interface KeyPreviewHandle {
  /** Keys with these settings; while one picture is on its way only the newest settings wait. */
  key(settings: KeyPreviewSettings): void;
  close(): void;
}

/** A worker of its own for the live preview, so that a job that runs does not hold it up. */
export const openKeyPreview = (
  pictures: { readonly frame: Blob; readonly plate: Blob },
  onReply: (picture: KeyedPicture | null) => void,
): KeyPreviewHandle => {
  const worker = new Worker(new URL('../functions/green-screen/preview.worker.ts', import.meta.url), {
    type: 'module',
  });
  let id = 0;
  let isBusy = false;
  let waiting: KeyPreviewSettings | null = null;
  const post = (request: KeyPreviewRequest): void => worker.postMessage(request);
  const send = (settings: KeyPreviewSettings): void => {
    isBusy = true;
    post({ type: 'key', id: ++id, settings });
  };
  const done = (picture: KeyedPicture | null): void => {
    isBusy = false;
    onReply(picture);
    const next = waiting;
    waiting = null;
    if (next) send(next);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<KeyPreviewReply>) =>
    done(data.type === 'keyed' ? data : null),
  );
  worker.addEventListener('error', () => done(null));
  post({ type: 'open', ...pictures });
  return {
    key: (settings) => {
      if (isBusy) waiting = settings;
      else send(settings);
    },
    close: () => worker.terminate(),
  };
};
