import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PickedFile } from './picked-file';
import { readTransfer } from './read-transfer';

/** Files dropped on the element go to `accept` instead of to the page. */
export const useDropTarget = (accept: (files: readonly PickedFile[]) => void) => {
  const ref = useRef<HTMLElement>(null);
  const [isOver, setOver] = useState(false);
  const onDrop = useEffectEvent((event: DragEvent) => {
    setOver(false);
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    void readTransfer(event.dataTransfer).then(accept);
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const aborter = new AbortController();
    const { signal } = aborter;
    element.addEventListener('dragover', () => setOver(true), { signal });
    element.addEventListener('dragleave', () => setOver(false), { signal });
    element.addEventListener('drop', (event) => onDrop(event), { signal });
    return () => aborter.abort();
  }, []);
  return { ref, isOver };
};
