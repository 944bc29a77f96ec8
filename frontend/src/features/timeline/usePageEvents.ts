import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type LiveEvent, useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { PageEventsDocument } from '../../gen/graphql';

export type PageEvent = LiveEvent;

const ROWS = 50;
/** Shown at most: what is older can be had again from the server. */
const MOST = 500;

/** The page's events, the newest first, and those that come; paused, they are held back. */
export function usePageEvents() {
  const client = useClient();
  const page = usePage();
  const [events, setEvents] = useState<PageEvent[]>([]);
  const [held, setHeld] = useState<PageEvent[]>([]);
  const [paused, setPaused] = useState(false);
  const [start, setStart] = useState<{ cursor: string | null; more: boolean }>({ cursor: null, more: false });
  const [status, setStatus] = useState<'loading' | 'ready' | 'failed'>('loading');
  const known = useRef(new Set<string>());

  const load = useCallback(
    async (before: string | null) => {
      const { data } = await client
        .query(
          PageEventsDocument,
          { pageId: page.id, last: ROWS, before, reads: page.reads },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      const found = data?.page?.events;
      if (!found) return setStatus('failed');
      const fresh = found.nodes.filter((it) => !known.current.has(it.cursor)).reverse();
      for (const it of fresh) known.current.add(it.cursor);
      setEvents((it) => [...it, ...fresh]);
      setStart({ cursor: found.pageInfo.startCursor ?? null, more: found.pageInfo.hasPreviousPage });
      setStatus('ready');
    },
    [client, page.id, page.reads],
  );
  useEffect(() => {
    known.current.clear();
    setEvents([]);
    load(null);
  }, [load]);

  useLive((event) => {
    if (known.current.has(event.cursor)) return;
    known.current.add(event.cursor);
    if (paused) setHeld((it) => [event, ...it]);
    else setEvents((it) => [event, ...it].slice(0, MOST));
  });
  const pause = (on: boolean) => {
    setPaused(on);
    if (!on) {
      setEvents((it) => [...held, ...it].slice(0, MOST));
      setHeld([]);
    }
  };
  return {
    events,
    held: held.length,
    paused,
    setPaused: pause,
    hasOlder: start.more,
    loadOlder: () => load(start.cursor),
    status,
  };
}
