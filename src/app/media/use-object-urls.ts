import { useEffect, useRef, useState } from 'react';

/** A remount within this time (React's double mount in development) takes the URLs over. */
const REVOKE_AFTER_MS = 1000;

/** Object URLs for blobs that do not change while the component lives: give it a `key`. */
export const useObjectUrls = (blobs: readonly Blob[]): readonly string[] => {
  const [urls] = useState(() => blobs.map((blob) => URL.createObjectURL(blob)));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    return () => {
      timer.current = setTimeout(() => urls.forEach((url) => URL.revokeObjectURL(url)), REVOKE_AFTER_MS);
    };
  }, [urls]);
  return urls;
};
