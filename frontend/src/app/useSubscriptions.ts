import { useEffect, useState } from 'react';
import { type Client, useClient } from 'urql';
import {
  MoreSubscriptionsDocument,
  type PageBasicsFragment,
  type SubscriptionsFragment,
} from '../gen/graphql';

type Rows = SubscriptionsFragment['nodes'];

async function readOn(client: Client, pageId: string, after: string): Promise<Rows> {
  const { data } = await client.query(MoreSubscriptionsDocument, { pageId, after }).toPromise();
  const { nodes = [], pageInfo } = data?.page?.subscriptions ?? {};
  const next = pageInfo?.hasNextPage && pageInfo.endCursor;
  return next ? [...nodes, ...(await readOn(client, pageId, next))] : nodes;
}

/** All apps that take part in a page: the first hundred come with it, the others are asked for behind them. */
export function useSubscriptions(page: PageBasicsFragment | null | undefined): Rows {
  const client = useClient();
  const [rest, setRest] = useState<{ of: string; rows: Rows } | null>(null);
  const id = page?.id;
  const from = page?.subscriptions.pageInfo.hasNextPage ? page.subscriptions.pageInfo.endCursor : null;
  useEffect(() => {
    if (!id || !from) return setRest(null);
    let isOpen = true;
    readOn(client, id, from).then((rows) => isOpen && setRest({ of: id, rows }));
    return () => {
      isOpen = false;
    };
  }, [client, id, from]);
  return [...(page?.subscriptions.nodes ?? []), ...(rest?.of === id ? (rest?.rows ?? []) : [])];
}
