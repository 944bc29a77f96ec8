import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { refusal } from '../../app/refused';
import { AuditLogDocument, type AuditLogFilter, type AuditLogQuery } from '../../gen/graphql';

const ROWS = 50;

export type Entry = AuditLogQuery['auditLog']['nodes'][number];

/** The log from its end back. */
export function useAudit(filter: AuditLogFilter) {
  const client = useClient();
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const key = JSON.stringify(filter);
  const current = useRef(key);
  const load = useCallback(
    async (after: string | null) => {
      const variables = { filter: JSON.parse(key), first: ROWS, after };
      const { data, error } = await client
        .query(AuditLogDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (current.current !== key) return;
      setRefused(refusal(error, undefined));
      const { nodes = [], pageInfo } = data?.auditLog ?? {};
      setEntries((it) => (after && it ? [...it, ...nodes] : nodes));
      setNext(pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null);
    },
    [client, key],
  );
  useEffect(() => {
    current.current = key;
    setEntries(null);
    load(null);
  }, [load, key]);
  return { entries, refused, more: next ? () => load(next) : null };
}
