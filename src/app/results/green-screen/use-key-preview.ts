import { useEffect, useRef, useState } from 'react';
import { keyPreviewSchema, type KeyPreview, type KeyPreviewSettings } from '../../../core/key-preview';
import { openKeyPreview, type KeyedPicture, type KeyPreviewHandle } from '../../../jobs/open-key-preview';
import type { ResultOutput } from '../result-view';

export interface PreviewSource extends KeyPreview {
  readonly frameUrl: string;
  readonly frameBlob: Blob;
  readonly plateBlob: Blob;
}

const readSource = async (outputs: readonly ResultOutput[]): Promise<PreviewSource | null> => {
  const data = outputs.find(({ role, mimeType }) => role === 'preview' && mimeType === 'application/json');
  if (!data) return null;
  const parsed = keyPreviewSchema.safeParse(JSON.parse(await data.blob.text()));
  if (!parsed.success) return null;
  const named = (name: string) => outputs.find(({ fileName }) => fileName === name);
  const [frame, plate] = [named(parsed.data.frame), named(parsed.data.plate)];
  if (!frame || !plate) return null;
  return { ...parsed.data, frameUrl: frame.url, frameBlob: frame.blob, plateBlob: plate.blob };
};

/** The frame that came with the result; `undefined` while it is read, `null` where there is none. */
export const usePreviewSource = (outputs: readonly ResultOutput[]): PreviewSource | null | undefined => {
  const [source, setSource] = useState<PreviewSource | null>();
  const key = outputs.map(({ url }) => url).join();
  useEffect(() => {
    let isCurrent = true;
    void readSource(outputs)
      .catch(() => null)
      .then((read) => isCurrent && setSource(read));
    return () => {
      isCurrent = false;
    };
    // The outputs are a new array on every render; their URLs say when they really change.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return source;
};

const draw = (canvas: HTMLCanvasElement, { widthPx, heightPx, data }: KeyedPicture): void => {
  canvas.width = widthPx;
  canvas.height = heightPx;
  canvas.getContext('2d')?.putImageData(new ImageData(data, widthPx, heightPx), 0, 0);
};

/** Keys the frame anew whenever the settings change and draws it on the canvas. */
export const useKeyPreview = (source: PreviewSource, settings: KeyPreviewSettings) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const handle = useRef<KeyPreviewHandle | null>(null);
  const [milliseconds, setMilliseconds] = useState<number | null>(null);
  const { frameBlob, plateBlob } = source;
  useEffect(() => {
    const opened = openKeyPreview({ frame: frameBlob, plate: plateBlob }, (picture) => {
      if (!picture || !canvas.current) return;
      draw(canvas.current, picture);
      setMilliseconds(picture.milliseconds);
    });
    handle.current = opened;
    return () => {
      handle.current = null;
      opened.close();
    };
  }, [frameBlob, plateBlob]);
  const key = JSON.stringify(settings);
  useEffect(() => {
    handle.current?.key(JSON.parse(key) as KeyPreviewSettings);
  }, [key, frameBlob, plateBlob]);
  return { canvas, milliseconds };
};
