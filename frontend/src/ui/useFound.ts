import { useEffect, useRef, useState } from 'react';

/** Time without typing after which it is looked for. */
const PAUSE = 200;

/**
 * What is found by a text, as soon as the typing pauses; null until something was looked for, and while nothing is. The
 * former finds stay until there are new ones, and late answers to an earlier text are nobody's.
 */
export function useFound<T>(find: (text: string) => Promise<T[]>, text: string | null): T[] | null {
  const [found, setFound] = useState<T[] | null>(null);
  const latest = useRef(find);
  useEffect(() => {
    latest.current = find;
  });
  useEffect(() => {
    if (text === null) return setFound(null);
    let isWanted = true;
    const timer = setTimeout(
      async () => {
        const answer = await latest.current(text);
        if (isWanted) setFound(answer);
      },
      text ? PAUSE : 0,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
