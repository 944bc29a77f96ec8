// Whether a person can answer in a thread now, and what answering would do (`inbox_reply_takes`, `inbox_reply_to_done`).
import type { ThreadRowFragment } from '../../gen/graphql';

/** Milliseconds after the customer's last message in which they can be answered, where a page enforces it (`window`). */
export const WINDOW = 24 * 3_600_000;

export type Standing = { kind: 'ours' | 'takes' | 'done' | 'closed' | 'forbidden' };

export function standing(
  thread: ThreadRowFragment,
  hasWindow: boolean,
  mayAnswer: boolean,
  now: number,
): Standing {
  if (!mayAnswer) return { kind: 'forbidden' };
  const wrote = thread.lastCustomerMessageAt ? Date.parse(thread.lastCustomerMessageAt) : null;
  if (hasWindow && wrote !== null && now - wrote > WINDOW) return { kind: 'closed' };
  if (thread.control.owner?.__typename === 'Inbox') return { kind: 'ours' };
  return { kind: thread.isDone ? 'done' : 'takes' };
}
