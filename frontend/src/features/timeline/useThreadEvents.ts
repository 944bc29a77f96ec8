import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { AnyEvent } from '../../app/events';
import { useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { type ThreadRowFragment, ThreadTimelineDocument } from '../../gen/graphql';

const ROWS = 100;

/** A thread and what happened to it, from the newest back, and what comes. */
export function useThreadEvents(threadId: string) {
  const client = useClient();
  const { reads } = usePage();
  const [thread, setThread] = useState<ThreadRowFragment | null>(null);
  const [events, setEvents] = useState<AnyEvent[]>([]);
  const [start, setStart] = useState<{ cursor: string | null; more: boolean }>({ cursor: null, more: false });
  const [isMissing, setMissing] = useState(false);

  const load = useCallback(
    async (before: string | null) => {
      const { data } = await client
        .query(
          ThreadTimelineDocument,
          { id: threadId, last: ROWS, before, reads },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      const found = data?.thread;
      if (!found) return setMissing(true);
      setThread((it) => it ?? found);
      setEvents((it) => {
        const first = it[0]?.sequence ?? Number.POSITIVE_INFINITY;
        return [...found.events.nodes.filter((event) => event.sequence < first), ...it];
      });
      setStart({
        cursor: found.events.pageInfo.startCursor ?? null,
        more: found.events.pageInfo.hasPreviousPage,
      });
    },
    [client, threadId, reads],
  );
  useEffect(() => {
    setThread(null);
    setEvents([]);
    load(null);
  }, [load]);

  useLive((event) => {
    if (event.thread.id !== threadId) return;
    setThread(event.thread);
    setEvents((it) => ((it.at(-1)?.sequence ?? 0) < event.sequence ? [...it, event] : it));
  });
  return { thread, events, hasOlder: start.more, loadOlder: () => load(start.cursor), isMissing };
}
