// One list out of several that the server gives apart, each in the same order.
import type { ThreadFilter, ThreadRowFragment } from '../../gen/graphql';
import { newestFirst } from './window';

export type Lane = {
  filter: ThreadFilter;
  /** Read from the server, and not taken into the list yet. */
  nodes: readonly ThreadRowFragment[];
  after: string | null;
  hasMore: boolean;
};

export const lanesOf = (filters: readonly ThreadFilter[]): Lane[] =>
  filters.map((filter) => ({ filter, nodes: [], after: null, hasMore: true }));

/** Whether a lane has to be read on before anything that it may hold can be placed. */
export const isSpent = (lane: Lane) => lane.hasMore && lane.nodes.length === 0;

/** Whether anything is left to come. */
export const isOpen = (lane: Lane) => lane.hasMore || lane.nodes.length > 0;

/** What can be told of the list in its order: until a lane is spent, which may hold what comes next. */
export function drain(lanes: readonly Lane[]): { rows: ThreadRowFragment[]; lanes: Lane[] } {
  const left = lanes.map((it) => ({ ...it, nodes: [...it.nodes] }));
  const rows: ThreadRowFragment[] = [];
  while (!left.some(isSpent)) {
    const full = left.filter((it) => it.nodes.length > 0);
    const first = full.reduce<(typeof full)[number] | undefined>(
      (best, it) =>
        best?.nodes[0] && it.nodes[0] && newestFirst(best.nodes[0], it.nodes[0]) <= 0 ? best : it,
      undefined,
    );
    const row = first?.nodes.shift();
    if (!row) break;
    rows.push(row);
  }
  return { rows, lanes: left };
}
