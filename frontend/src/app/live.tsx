// All that happens on the open page, once, for whichever part of the screen wants to know.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useClient } from 'urql';
import { LiveDocument, type LiveSubscription } from '../gen/graphql';

export type LiveEvent = LiveSubscription['threadEvents'];
type Listener = (event: LiveEvent) => void;

const Listeners = createContext<Set<Listener> | null>(null);

/** Lets an event through once: what a reconnect replays, and what has been seen, is the same `sequence` again. */
export function onceEach() {
  const seen = new Map<string, number>();
  return (thread: string, sequence: number) => {
    if (sequence <= (seen.get(thread) ?? 0)) return false;
    seen.set(thread, sequence);
    return true;
  };
}

export function LiveProvider(props: {
  pageId: string;
  after: string | null;
  reads: boolean;
  children: ReactNode;
}) {
  const { pageId, reads } = props;
  const client = useClient();
  const listeners = useMemo(() => new Set<Listener>(), []);
  const after = useRef(props.after);

  useEffect(() => {
    const isNew = onceEach();
    const following = client
      .subscription(LiveDocument, { pageId, after: after.current, reads })
      .subscribe(({ data }) => {
        const event = data?.threadEvents;
        if (!event) return;
        after.current = event.cursor;
        if (isNew(event.thread.id, event.sequence)) for (const listener of listeners) listener(event);
      });
    return () => following.unsubscribe();
  }, [client, pageId, reads, listeners]);

  return <Listeners value={listeners}>{props.children}</Listeners>;
}

/** Calls back with each event of the page, from now on. */
export function useLive(listener: Listener) {
  const listeners = useContext(Listeners);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    if (!listeners) return;
    const call: Listener = (event) => latest.current(event);
    listeners.add(call);
    return () => {
      listeners.delete(call);
    };
  }, [listeners]);
}
