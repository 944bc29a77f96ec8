import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { refusal } from './refused';

type Part<N> = { nodes: N[]; pageInfo: { hasNextPage: boolean; endCursor?: string | null } };

/**
 * A list from its beginning on, as the server has it now. While another one is asked for, the former one stays: `rows`
 * are null until there is a first.
 */
export function useList<Q, V extends AnyVariables, N>(
  document: TypedDocumentNode<Q, V>,
  variables: Omit<V, 'after'>,
  part: (data: Q) => Part<N>,
) {
  const client = useClient();
  const [rows, setRows] = useState<N[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const key = JSON.stringify(variables);
  const current = useRef(key);
  const pick = useRef(part);
  const load = useCallback(
    async (after: string | null) => {
      const asked = { ...JSON.parse(key), after } as V;
      const { data, error } = await client
        .query(document, asked, { requestPolicy: 'network-only' })
        .toPromise();
      // Another list was asked for meanwhile.
      if (current.current !== key) return;
      setRefused(refusal(error, undefined));
      if (!data) return;
      const { nodes, pageInfo } = pick.current(data);
      setRows((it) => (after && it ? [...it, ...nodes] : nodes));
      setNext(pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null);
    },
    [client, document, key],
  );
  useEffect(() => {
    current.current = key;
    load(null);
  }, [load, key]);
  return {
    rows,
    refused,
    more: next ? () => load(next) : null,
    reload: () => load(null),
    add: (row: N) => setRows((it) => [...(it ?? []), row]),
  };
}
