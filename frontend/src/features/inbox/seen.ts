// What this person has read. The server keeps it (`markThreadRead`); here is only what it may not have said again yet.
import { useSyncExternalStore } from 'react';
import type { ThreadRowFragment } from '../../gen/graphql';

type Mark = { isRead: boolean; at: string };

const listeners = new Set<() => void>();
let marks: ReadonlyMap<string, Mark> = new Map();

/** When the customer last said what is, or is not, read. */
const moment = (thread: ThreadRowFragment) => thread.lastCustomerMessageAt ?? '';

export function mark(thread: ThreadRowFragment, isRead: boolean) {
  marks = new Map(marks).set(thread.id, { isRead, at: moment(thread) });
  for (const listener of listeners) listener();
}

export function isUnread(thread: ThreadRowFragment, known: ReadonlyMap<string, Mark> = marks): boolean {
  const mark = known.get(thread.id);
  if (mark && mark.at >= moment(thread)) return !mark.isRead;
  return (thread.unreadCount ?? 0) > 0;
}

export function useUnread() {
  const known = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => marks,
  );
  return (thread: ThreadRowFragment) => isUnread(thread, known);
}
