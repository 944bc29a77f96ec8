// What an entry says has changed, value by value.

export type Change = { name: string; from: string | null; to: string | null };

const isRecord = (it: unknown): it is Record<string, unknown> =>
  typeof it === 'object' && it !== null && !Array.isArray(it);

const word = (value: unknown): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The values of `before` and `after` side by side; what is in both, and the same, is left out. */
export function changes(before: unknown, after: unknown): Change[] {
  if (!isRecord(before) && !isRecord(after)) {
    const [from, to] = [word(before), word(after)];
    return from === to ? [] : [{ name: '', from, to }];
  }
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name) => ({ name, from: word(was[name]), to: word(is[name]) }))
    .filter((it) => it.from !== it.to);
}
