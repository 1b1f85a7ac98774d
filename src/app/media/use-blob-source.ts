import { useCallback } from 'react';

/** Ref callback that shows a blob in an `<img>`, `<video>` or `<audio>` and lets go of it when the element goes. */
export const useBlobSource = (blob: Blob, fragment = '') =>
  useCallback(
    (element: HTMLImageElement | HTMLMediaElement | null) => {
      if (!element) return undefined;
      const url = URL.createObjectURL(blob);
      element.src = url + fragment;
      return () => {
        element.removeAttribute('src');
        URL.revokeObjectURL(url);
      };
    },
    [blob, fragment],
  );
