import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { FactsDocument, type ReferralFragment } from '../../gen/graphql';
import { type Change, isChange, isReferral, lastReferral } from './facts';

type Facts = { changes: Change[] | null; referral: ReferralFragment | null };

/** What the conversation's first and last events tell: the changes of control, the newest first, and where it began. */
export function useFacts(threadId: string): Facts {
  const client = useClient();
  const { reads } = usePage();
  const [facts, setFacts] = useState<Facts>({ changes: null, referral: null });
  useEffect(() => {
    let isOpen = true;
    client
      .query(FactsDocument, { id: threadId, reads }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        if (!isOpen || !data?.thread) return;
        const { beginning, latest } = data.thread;
        setFacts({
          changes: latest.nodes.filter(isChange).reverse(),
          referral: lastReferral([...beginning.nodes, ...latest.nodes]),
        });
      });
    return () => {
      isOpen = false;
    };
  }, [client, threadId, reads]);
  useLive((event) => {
    if (event.thread.id !== threadId) return;
    if (isChange(event)) setFacts((it) => ({ ...it, changes: [event, ...(it.changes ?? [])] }));
    if (isReferral(event)) setFacts((it) => ({ ...it, referral: event }));
  });
  return facts;
}
