import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { participants, usePage } from '../../app/PageScope';
import { InboxThreadsDocument } from '../../gen/graphql';
import { belongs, type Entrance, isHeldBy, type ListFilter, toServer } from './filter';
import { drain, isOpen, isSpent, type Lane, lanesOf } from './lanes';
import { admit, append, empty, type ListState, update } from './window';

const ROWS = 50;

/** The list for a filter; `atRest` tells, when asked, whether rows may move. */
export function useThreadWindow(filter: ListFilter, entrances: readonly Entrance[], atRest: () => boolean) {
  const client = useClient();
  const page = usePage();
  const [state, setState] = useState<ListState>(empty);
  const [status, setStatus] = useState<'loading' | 'ready' | 'failed'>('loading');
  const apps = participants(page).map((it) => it.id);
  const { owner } = filter;
  const key = JSON.stringify(toServer(filter, filter.asked ? apps : []));
  const current = useRef({ key: '', busy: false });
  const lanes = useRef<Lane[]>([]);

  const fill = useCallback(
    async (lane: Lane): Promise<Lane | null> => {
      if (!isSpent(lane)) return lane;
      const variables = {
        pageId: page.id,
        filter: lane.filter,
        order: 'LAST_ACTIVITY_DESC' as const,
        first: ROWS,
        after: lane.after,
        reads: page.reads,
      };
      const { data } = await client
        .query(InboxThreadsDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      const found = data?.page?.threads;
      if (!found) return null;
      const { hasNextPage, endCursor } = found.pageInfo;
      const nodes = found.nodes.filter((it) => isHeldBy(it, owner));
      return { ...lane, nodes, after: endCursor ?? null, hasMore: hasNextPage };
    },
    [client, page.id, page.reads, owner],
  );
  const load = useCallback(
    async (isFirst: boolean) => {
      if (current.current.busy && current.current.key === key) return;
      current.current = { key, busy: true };
      const filled = await Promise.all((isFirst ? lanesOf(JSON.parse(key)) : lanes.current).map(fill));
      if (current.current.key !== key) return;
      current.current.busy = false;
      const known = filled.filter((it) => it !== null);
      if (known.length < filled.length) return setStatus('failed');
      const { rows, lanes: left } = drain(known);
      lanes.current = left;
      const part = { nodes: rows, hasMore: left.some(isOpen) };
      setState((it) => append(isFirst ? empty : it, part));
      setStatus('ready');
    },
    [fill, key],
  );

  useEffect(() => {
    setStatus('loading');
    setState(empty);
    load(true);
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: a part may have brought nothing to show, and the next one is due
  const loadMore = useCallback(() => {
    if (state.hasMore && status === 'ready') load(false);
  }, [load, state.parts, state.hasMore, status]);
  return { ...state, status, loadMore, letIn: () => setState(admit), retry: () => load(true) };
}
