/** The newest page, asked for again: what is listed changes in its place; what is not yet is told apart. */
export function merge<T extends { id: string }>(listed: T[], newest: T[]): { rows: T[]; fresh: T[] } {
  const known = new Map(newest.map((it) => [it.id, it]));
  const rows = listed.map((it) => known.get(it.id) ?? it);
  const ids = new Set(listed.map((it) => it.id));
  return { rows, fresh: newest.filter((it) => !ids.has(it.id)) };
}
