// A list of threads as it is read: pages from the server, and what changes while one looks.
import type { ThreadRowFragment } from '../../gen/graphql';

export type ListState = {
  rows: ThreadRowFragment[];
  /** Came while somebody was reading; they wait so that nothing moves under the eyes. */
  waiting: ThreadRowFragment[];
  /** How many parts have come from the server. */
  parts: number;
  hasMore: boolean;
};

export const empty: ListState = { rows: [], waiting: [], parts: 0, hasMore: true };

export type Part = { nodes: ThreadRowFragment[]; hasMore: boolean };

/** Moments are written alike, so the later one is the greater text; a list of thousands is put in order while one looks. */
export const newestFirst = (a: ThreadRowFragment, b: ThreadRowFragment) =>
  a.lastActivityAt === b.lastActivityAt
    ? Number(b.id) - Number(a.id)
    : a.lastActivityAt < b.lastActivityAt
      ? 1
      : -1;

const without = (rows: ThreadRowFragment[], id: string) => rows.filter((it) => it.id !== id);

/** The next part; a thread that moved between two parts stands in the list once. */
export function append(state: ListState, part: Part): ListState {
  const known = new Set([...state.rows, ...state.waiting].map((it) => it.id));
  const rows = [...state.rows];
  for (const it of part.nodes) {
    if (!known.has(it.id)) rows.push(it);
    known.add(it.id);
  }
  return { ...state, rows, parts: state.parts + 1, hasMore: part.hasMore };
}

/**
 * A thread changed. In the list it changes in its place. `atRest` says that the reader is at the top and has nothing
 * under their eyes that could be moved: then the list is put in order at once.
 */
export function update(
  state: ListState,
  thread: ThreadRowFragment,
  isIn: boolean,
  atRest: boolean,
): ListState {
  const listed = state.rows.some((it) => it.id === thread.id);
  const waits = state.waiting.some((it) => it.id === thread.id);
  if (!isIn) {
    return listed || waits
      ? { ...state, rows: without(state.rows, thread.id), waiting: without(state.waiting, thread.id) }
      : state;
  }
  if (atRest) {
    const rows = [...without(state.rows, thread.id), thread].sort(newestFirst);
    return { ...state, rows, waiting: without(state.waiting, thread.id) };
  }
  if (listed) return { ...state, rows: state.rows.map((it) => (it.id === thread.id ? thread : it)) };
  return { ...state, waiting: [thread, ...without(state.waiting, thread.id)] };
}

/** Lets in what waited, in order. */
export function admit(state: ListState): ListState {
  return { ...state, rows: [...state.waiting, ...state.rows].sort(newestFirst), waiting: [] };
}

/** By how many places the first row on screen has moved; if it has left the list, the next one that has not. */
export function shift(before: { id: string }[], after: { id: string }[], first: number): number {
  const places = new Map(after.map((it, at) => [it.id, at]));
  for (let at = first; at < before.length; at += 1) {
    const now = places.get(before[at]?.id ?? '');
    if (now !== undefined) return now - at;
  }
  return 0;
}
