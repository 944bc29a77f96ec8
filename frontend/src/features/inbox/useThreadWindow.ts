import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { InboxThreadsDocument } from '../../gen/graphql';
import { belongs, type Entrance, type ListFilter, toServer } from './filter';
import { admit, append, empty, type ListState, update } from './window';

const ROWS = 50;

/** The list for a filter; `atRest` tells, when asked, whether rows may move. */
export function useThreadWindow(filter: ListFilter, entrances: readonly Entrance[], atRest: () => boolean) {
  const client = useClient();
  const page = usePage();
  const [state, setState] = useState<ListState>(empty);
  const [status, setStatus] = useState<'loading' | 'ready' | 'failed'>('loading');
  const key = JSON.stringify(filter);
  const current = useRef({ key: '', busy: false });

  const load = useCallback(
    async (after: string | null) => {
      if (current.current.busy && current.current.key === key) return;
      current.current = { key, busy: true };
      const variables = {
        pageId: page.id,
        filter: toServer(JSON.parse(key)),
        order: 'LAST_ACTIVITY_DESC' as const,
        first: ROWS,
        after,
        reads: page.reads,
      };
      const { data } = await client
        .query(InboxThreadsDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (current.current.key !== key) return;
      current.current.busy = false;
      const found = data?.page?.threads;
      if (!found) return setStatus('failed');
      const next = {
        nodes: found.nodes,
        endCursor: found.pageInfo.endCursor ?? null,
        hasMore: found.pageInfo.hasNextPage,
      };
      setState((it) => append(after === null ? empty : it, next));
      setStatus('ready');
    },
    [client, page.id, page.reads, key],
  );

  useEffect(() => {
    setStatus('loading');
    setState(empty);
    load(null);
    return () => {
      current.current = { key: '', busy: false };
    };
  }, [load]);

  useLive((event) => {
    setState((it) => {
      const listed = it.rows.some((row) => row.id === event.thread.id);
      return update(it, event.thread, belongs(event.thread, filter, listed, entrances), atRest());
    });
  });

  const loadMore = useCallback(() => {
    if (state.hasMore && status === 'ready') load(state.endCursor);
  }, [load, state.endCursor, state.hasMore, status]);
  return { ...state, status, loadMore, letIn: () => setState(admit), retry: () => load(null) };
}
