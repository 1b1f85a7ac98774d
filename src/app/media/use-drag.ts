import { useEffect, useEffectEvent, type RefObject } from 'react';

/** A place in the element, 0..1 from its top left. */
export type Point = readonly [x: number, y: number];

export interface DragHooks {
  /** `false` leaves the event alone. */
  readonly begin: (event: PointerEvent, at: Point) => boolean;
  readonly move: (at: Point, from: Point) => void;
  readonly end?: () => void;
}

const pointIn = (element: Element, event: PointerEvent): Point => {
  const area = element.getBoundingClientRect();
  return [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height];
};

/** Pointer drags inside an element, in shares of its size; the pointer may leave it on the way. */
export const useDrag = (ref: RefObject<HTMLElement | null>, hooks: DragHooks): void => {
  const begin = useEffectEvent(hooks.begin);
  const move = useEffectEvent(hooks.move);
  const end = useEffectEvent(() => hooks.end?.());
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    let from: Point | null = null;
    const aborter = new AbortController();
    const { signal } = aborter;
    const onDown = (event: PointerEvent) => {
      const at = pointIn(element, event);
      if (event.button !== 0 || !begin(event, at)) return;
      event.preventDefault();
      from = at;
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => from && move(pointIn(element, event), from);
    const onEnd = () => {
      if (from) end();
      from = null;
    };
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onEnd, { signal });
    element.addEventListener('pointercancel', onEnd, { signal });
    return () => aborter.abort();
  }, [ref]);
};
