// Which key does what: ours, and those that somebody has chosen instead.

/** What keys do, by the keys that we give them. A pair is two keys after one another. */
export const ours = {
  overview: 'g o',
  inbox: 'g i',
  timeline: 'g t',
  apps: 'g a',
  webhooks: 'g d',
  receiver: 'g r',
  entryPoints: 'g e',
  simulator: 'g m',
  settings: 'g s',
  help: '?',
  next: 'j',
  previous: 'k',
  choose: 'x',
  search: '/',
  reply: 'r',
  take: 't',
  toMain: 'm',
  pass: 'p',
  done: 'e',
  undo: 'z',
  unread: 'u',
  history: 'h',
  developer: '~',
  hold: '.',
} as const;

export type Action = keyof typeof ours;
export type Chosen = Partial<Record<Action, string>>;

/** Begins every pair, and therefore does nothing alone. */
export const LEADER = 'g';

/** Whether somebody can choose it: what writes one character, alone or after the leader. */
const isKey = (key: string) => key !== LEADER && /^(g )?[^\s\p{C}]$/u.test(key);

/** What the keys so far and one more make: the leader waits for a second one. Null is nothing that can be chosen. */
export function pressed(before: string, key: string): string | null {
  const whole = before ? `${before} ${key}` : key;
  return whole === LEADER || isKey(whole) ? whole : null;
}

export const keyOf = (action: Action, chosen: Chosen): string => chosen[action] ?? ours[action];

/** What a key does now. */
export function actionOf(key: string, chosen: Chosen): Action | undefined {
  return (Object.keys(ours) as Action[]).find((it) => keyOf(it, chosen) === key);
}

/** What has the key already, besides the action that it is wanted for: no key does two things. */
export function holderOf(key: string, wanted: Action, chosen: Chosen): Action | undefined {
  return (Object.keys(ours) as Action[]).find((it) => it !== wanted && keyOf(it, chosen) === key);
}

/** What was kept, as far as it makes sense: a later version may have given one of the keys to something else. */
export function parse(kept: string | null): Chosen {
  const chosen: Chosen = {};
  try {
    for (const [action, key] of Object.entries(JSON.parse(kept ?? '{}') ?? {}))
      if (Object.hasOwn(ours, action) && typeof key === 'string' && isKey(key))
        chosen[action as Action] = key;
  } catch {
    return {};
  }
  for (;;) {
    const taken = (Object.keys(chosen) as Action[]).filter((it) => holderOf(keyOf(it, chosen), it, chosen));
    if (taken.length === 0) return chosen;
    for (const it of taken) delete chosen[it];
  }
}
