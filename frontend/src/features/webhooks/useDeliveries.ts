import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { useSoon } from '../../app/useSoon';
import {
  DeliveriesDocument,
  type DeliveryRowFragment,
  type EndpointPartsFragment,
  type WebhookDeliveryFilter,
} from '../../gen/graphql';
import { merge } from './merge';

const ROWS = 50;
/** Milliseconds from an event to a look at what became of it, and to the next look while something is tried again. */
const SOON = 1_500;
const LATER = 5_000;

type State = {
  app: EndpointPartsFragment | null;
  rows: DeliveryRowFragment[];
  fresh: DeliveryRowFragment[];
  end: string | null;
  hasMore: boolean;
  status: 'loading' | 'ready' | 'failed';
};
const empty: State = { app: null, rows: [], fresh: [], end: null, hasMore: false, status: 'loading' };

/** An app's deliveries from the newest back. New ones wait until they are let in: nothing moves under the eyes. */
export function useDeliveries(appId: string, filter: WebhookDeliveryFilter) {
  const client = useClient();
  const [state, setState] = useState<State>(empty);
  const key = JSON.stringify(filter);
  const current = useRef(key);

  const ask = useCallback(
    async (after: string | null) => {
      const variables = { appId, filter: JSON.parse(key), first: ROWS, after };
      const { data } = await client
        .query(DeliveriesDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      return current.current === key ? data : undefined;
    },
    [client, appId, key],
  );
  const load = useCallback(
    async (after: string | null) => {
      const data = await ask(after);
      if (!data) return setState((it) => (current.current === key ? { ...it, status: 'failed' } : it));
      const { nodes, pageInfo } = data.webhookDeliveries;
      setState((it) => ({
        app: data.app ?? null,
        rows: after ? [...it.rows, ...nodes] : nodes,
        fresh: after ? it.fresh : [],
        end: pageInfo.endCursor ?? null,
        hasMore: pageInfo.hasNextPage,
        status: 'ready',
      }));
    },
    [ask, key],
  );
  const look = useCallback(async () => {
    const data = await ask(null);
    if (data) setState((it) => ({ ...it, ...merge(it.rows, data.webhookDeliveries.nodes) }));
  }, [ask]);

  useEffect(() => {
    current.current = key;
    setState((it) => ({ ...empty, app: it.app }));
    load(null);
  }, [load, key]);

  useLive(useSoon(look, SOON));
  const waits = state.rows.some((it) => it.status === 'WAITING');
  const later = useSoon(look, LATER);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that still wait after a look are looked at again
  useEffect(() => {
    if (waits) later();
  }, [waits, state.rows, later]);

  return {
    ...state,
    loadMore: () => load(state.end),
    reload: () => load(null),
    letIn: () => setState((it) => ({ ...it, rows: [...it.fresh, ...it.rows], fresh: [] })),
    replace: (row: DeliveryRowFragment) =>
      setState((it) => ({ ...it, rows: it.rows.map((old) => (old.id === row.id ? row : old)) })),
  };
}
