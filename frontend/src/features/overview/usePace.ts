import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { ControlMomentsDocument } from '../../gen/graphql';
import { SPAN } from './pace';

/** Leaves of a hundred events that are read at most: on a busy page they do not reach back an hour, and that is said. */
const LEAVES = 8;

/** By the cursor of the event. */
type Moments = ReadonlyMap<string, number>;

/** When control moved within the last hour, and since when that is known; `since` is null until it is. */
export function usePace(): { moments: number[]; since: number | null } {
  const client = useClient();
  const { id } = usePage();
  const [moments, setMoments] = useState<Moments>(new Map());
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    let isOpen = true;
    const start = Date.now() - SPAN;
    const read = async () => {
      const all = new Map<string, number>();
      let known = Date.now();
      let before: string | null | undefined;
      for (let leaf = 0; leaf < LEAVES && known > start && isOpen; leaf += 1) {
        const asked = client.query(
          ControlMomentsDocument,
          { pageId: id, before },
          { requestPolicy: 'network-only' },
        );
        const found = (await asked.toPromise()).data?.page?.events;
        if (!found) break;
        for (const it of found.nodes)
          if (it.__typename === 'ControlChanged') all.set(it.cursor, Date.parse(it.occurredAt));
        const first = found.nodes[0];
        known = found.pageInfo.hasPreviousPage && first ? Date.parse(first.occurredAt) : start;
        before = found.pageInfo.startCursor;
      }
      if (!isOpen) return;
      setMoments((it) => new Map([...all, ...it]));
      setSince(known);
    };
    setMoments(new Map());
    setSince(null);
    read();
    return () => {
      isOpen = false;
    };
  }, [client, id]);
  useLive((event) => {
    if (event.__typename !== 'ControlChanged') return;
    const start = Date.now() - SPAN;
    setMoments(
      (it) =>
        new Map(
          [...it, [event.cursor, Date.parse(event.occurredAt)] as const].filter(([, at]) => at > start),
        ),
    );
  });
  return { moments: [...moments.values()], since };
}
