// What this person has read, on this computer: a thread is unread while the customer wrote after one last looked.
import { useSyncExternalStore } from 'react';
import type { ThreadRowFragment } from '../../gen/graphql';

const KEY = 'baton.seen';
const MOST = 2_000;
const listeners = new Set<() => void>();
let seen: Record<string, string> = read();

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

function change(next: Record<string, string>) {
  const kept = Object.entries(next)
    .sort((a, b) => b[1].localeCompare(a[1]))
    .slice(0, MOST);
  seen = Object.fromEntries(kept);
  localStorage.setItem(KEY, JSON.stringify(seen));
  for (const listener of listeners) listener();
}

export function markSeen(thread: ThreadRowFragment) {
  const at = thread.lastCustomerMessageAt ?? thread.lastActivityAt;
  if ((seen[thread.id] ?? '') < at) change({ ...seen, [thread.id]: at });
}

export function useSeen() {
  const marks = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seen,
  );
  return (thread: ThreadRowFragment) =>
    !!thread.lastCustomerMessageAt && (marks[thread.id] ?? '') < thread.lastCustomerMessageAt;
}
