import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { type MessagePartsFragment, MessagesDocument } from '../../gen/graphql';

const ROWS = 50;

/** Adds a message once, or changes it where it stands. */
export function put(messages: MessagePartsFragment[], message: MessagePartsFragment): MessagePartsFragment[] {
  const at = messages.findIndex((it) => it.id === message.id);
  if (at < 0) return [...messages, message];
  return messages.with(at, message);
}

/** A thread's messages from the newest back, and those that come. */
export function useMessages(threadId: string) {
  const client = useClient();
  const [messages, setMessages] = useState<MessagePartsFragment[]>([]);
  const [start, setStart] = useState<{ cursor: string | null; more: boolean }>({ cursor: null, more: false });
  const [status, setStatus] = useState<'loading' | 'ready' | 'failed'>('loading');

  const load = useCallback(
    async (before: string | null) => {
      const { data } = await client
        .query(MessagesDocument, { id: threadId, last: ROWS, before }, { requestPolicy: 'network-only' })
        .toPromise();
      const found = data?.thread?.messages;
      if (!found) return setStatus('failed');
      setMessages((it) => {
        const known = new Set(it.map((message) => message.id));
        return [...found.nodes.filter((message) => !known.has(message.id)), ...it];
      });
      setStart({ cursor: found.pageInfo.startCursor ?? null, more: found.pageInfo.hasPreviousPage });
      setStatus('ready');
    },
    [client, threadId],
  );
  useEffect(() => {
    load(null);
  }, [load]);

  useLive((event) => {
    if (event.thread.id === threadId && 'message' in event && event.message) {
      const { message } = event;
      setMessages((it) => put(it, message));
    }
  });
  return { messages, status, hasOlder: start.more, loadOlder: () => load(start.cursor) };
}
