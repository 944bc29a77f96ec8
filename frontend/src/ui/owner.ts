/** Whoever can control a thread, as every query asks for it. */
export type Who = { __typename: 'App' | 'Inbox'; id: string; name: string };

/** Hues that most people tell apart, none near the inbox's green or the red of trouble. */
const hues = [268, 50, 335, 228, 95, 300, 205, 75];

const given = new Map<string, number>();

/** Gives those who meet on a page hues of their own, the same each time. */
export function distinguish(ids: readonly string[]) {
  for (const [place, id] of ids.toSorted().entries()) given.set(id, hues[place % hues.length] ?? 268);
}

/** The same app has the same colour everywhere. */
export function hueOf(id: string): number {
  const known = given.get(id);
  if (known !== undefined) return known;
  let sum = 7;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) % 9_973;
  return hues[sum % hues.length] ?? 268;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const second = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  // One ideograph says as much as two letters.
  return (
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(first) ? first : first + second
  ).toUpperCase();
}
