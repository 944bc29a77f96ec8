import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type LiveEvent, useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { PageEventsDocument } from '../../gen/graphql';

export type PageEvent = LiveEvent;
type Range = { first: number; after: string | null } | { last: number; before: string | null };
type Edge = { cursor: string | null; more: boolean };

const ROWS = 50;
/** Shown on either side of an event that somebody was sent to. */
const AROUND = 20;
/** Shown at most: what is older can be had again from the server. */
const MOST = 500;

const none: Edge = { cursor: null, more: false };

/**
 * The page's events, the newest first, and those that come; paused, they are held back. With the cursor of an event `at`
 * it is those around it; what comes is then held back as long as there are later ones that are not shown.
 */
export function usePageEvents(at: string | undefined) {
  const client = useClient();
  const page = usePage();
  const [events, setEvents] = useState<PageEvent[]>([]);
  const [held, setHeld] = useState<PageEvent[]>([]);
  const [paused, setPaused] = useState(false);
  const [start, setStart] = useState(none);
  const [end, setEnd] = useState(none);
  const [isMissing, setMissing] = useState(false);
  const [status, setStatus] = useState<'loading' | 'ready' | 'failed'>('loading');
  const known = useRef(new Set<string>());
  /** The list that was asked for last: what an earlier one answers is nobody's. */
  const asked = useRef<string | undefined>(undefined);

  const read = useCallback(
    async (range: Range) => {
      const variables = { pageId: page.id, reads: page.reads, ...range };
      const { data } = await client
        .query(PageEventsDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      return data?.page?.events;
    },
    [client, page.id, page.reads],
  );
  /** Those that are not shown yet, the newest first. */
  const fresh = useCallback((found: PageEvent[]) => {
    const news = found.filter((it) => !known.current.has(it.cursor)).reverse();
    for (const it of news) known.current.add(it.cursor);
    return news;
  }, []);
  const older = useCallback(
    async (before: string | null) => {
      const found = await read({ last: ROWS, before });
      if (asked.current !== at) return;
      if (!found) return setStatus('failed');
      const news = fresh(found.nodes);
      setEvents((it) => [...it, ...news]);
      setStart({ cursor: found.pageInfo.startCursor ?? null, more: found.pageInfo.hasPreviousPage });
      setStatus('ready');
    },
    [read, fresh, at],
  );
  const around = useCallback(
    async (cursor: string) => {
      const before = await read({ last: AROUND, before: cursor });
      // The event itself is the first one after the last before it.
      const after = before && (await read({ first: AROUND + 1, after: before.pageInfo.endCursor ?? null }));
      if (asked.current !== cursor) return;
      if (!before || after?.nodes[0]?.cursor !== cursor) {
        setMissing(true);
        return older(null);
      }
      setEvents(fresh([...before.nodes, ...after.nodes]));
      setStart({ cursor: before.pageInfo.startCursor ?? cursor, more: before.pageInfo.hasPreviousPage });
      setEnd({ cursor: after.pageInfo.endCursor ?? null, more: after.pageInfo.hasNextPage });
      setStatus('ready');
    },
    [read, fresh, older],
  );
  useEffect(() => {
    asked.current = at;
    known.current.clear();
    setEvents([]);
    setHeld([]);
    setMissing(false);
    setEnd(none);
    if (at) around(at);
    else older(null);
  }, [at, around, older]);

  const isPast = !!at && (end.more || (status === 'loading' && !isMissing));
  useLive((event) => {
    if (known.current.has(event.cursor)) return;
    known.current.add(event.cursor);
    if (paused || isPast) setHeld((it) => [event, ...it]);
    else setEvents((it) => [event, ...it].slice(0, MOST));
  });
  useEffect(() => {
    if (paused || isPast || held.length === 0) return;
    setEvents((it) => [...held, ...it].slice(0, MOST));
    setHeld([]);
  }, [paused, isPast, held]);
  const newer = async () => {
    const found = await read({ first: ROWS, after: end.cursor });
    if (!found || asked.current !== at) return;
    const news = fresh(found.nodes);
    setEvents((it) => [...news, ...it].slice(0, MOST));
    setEnd({ cursor: found.pageInfo.endCursor ?? end.cursor, more: found.pageInfo.hasNextPage });
  };
  return {
    events,
    held: held.length,
    paused,
    setPaused,
    isMissing,
    hasOlder: start.more,
    loadOlder: () => older(start.cursor),
    hasNewer: end.more,
    loadNewer: newer,
    status,
  };
}
