import { useEffect } from 'react';
import { useClient } from 'urql';
import { LastEventsDocument, MarkReadDocument, type ThreadRowFragment } from '../../gen/graphql';
import { isUnread, mark } from './seen';

/** Marks the open thread as read while somebody looks at it; answers with the way to mark it unread again. */
export function useRead(thread: ThreadRowFragment | null | undefined) {
  const client = useClient();
  useEffect(() => {
    if (!thread) return;
    const read = () => {
      if (!document.hasFocus() || !isUnread(thread)) return;
      mark(thread, true);
      client.mutation(MarkReadDocument, { input: { threadId: thread.id } }).toPromise();
    };
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [client, thread]);
  return async () => {
    if (!thread) return;
    // What the customer said last is unread again, and what came after it.
    const { data } = await client.query(
      LastEventsDocument,
      { id: thread.id },
      { requestPolicy: 'network-only' },
    );
    const said = data?.thread?.events.nodes.findLast((it) => it.__typename === 'MessageReceived');
    mark(thread, false);
    const sequence = said ? said.sequence - 1 : 0;
    await client.mutation(MarkReadDocument, { input: { threadId: thread.id, sequence } }).toPromise();
  };
}
