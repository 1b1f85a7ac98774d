import { type RefObject, useEffect, useRef } from 'react';

/** A canvas that is drawn again whenever its size or what it shows changes, at the screen's own resolution. */
export const useCanvas = (
  draw: (g: CanvasRenderingContext2D, style: CSSStyleDeclaration) => void,
  shown: readonly unknown[],
): RefObject<HTMLCanvasElement | null> => {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    const g = canvas?.getContext('2d');
    if (!canvas || !g) return undefined;
    const watcher = new ResizeObserver(() => {
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
      canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
      draw(g, getComputedStyle(canvas));
    });
    watcher.observe(canvas);
    return () => watcher.disconnect();
    // The caller lists what the drawing shows.
    // oxlint-disable-next-line react/exhaustive-deps
  }, shown);
  return ref;
};
