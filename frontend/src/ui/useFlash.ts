import { type RefObject, useEffect, useRef } from 'react';

const LASTS = 600;

/** Lets an element light up for a moment when what it shows was changed, unless motion is not wanted. */
export function useFlash(element: RefObject<HTMLElement | null>, value: unknown) {
  const before = useRef(value);
  useEffect(() => {
    if (Object.is(before.current, value)) return;
    before.current = value;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    element.current?.animate([{ backgroundColor: 'var(--accent-soft)' }, {}], LASTS);
  }, [element, value]);
}
