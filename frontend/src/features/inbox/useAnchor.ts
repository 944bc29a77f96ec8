import { type RefObject, useLayoutEffect, useRef } from 'react';
import { shift } from './window';

/** The first pixels: whoever is there sees the list's beginning. */
const TOP = 4;

/** Keeps what is being read where it is when rows above it come or leave. The browser's own anchor knows no rows that are placed by hand. */
export function useAnchor(box: RefObject<HTMLElement | null>, rows: { id: string }[], height: number) {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = rows;
    const list = box.current;
    if (!list || was === rows || list.scrollTop < TOP) return;
    const first = Math.floor(list.scrollTop / height);
    list.scrollTop += shift(was, rows, first) * height;
  }, [box, rows, height]);
}
