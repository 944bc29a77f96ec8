/** Whoever can control a thread, as every query asks for it. */
export type Who = { __typename: 'App' | 'Inbox'; id: string; name: string };

/** Hues that are told apart by most people, far from the reds and greens that mean something. */
const hues = [265, 50, 200, 330, 85, 235, 300, 165];

/** The same app has the same colour everywhere. */
export function hueOf(id: string): number {
  let sum = 7;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) % 9_973;
  return hues[sum % hues.length] ?? 265;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const second = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  // One ideograph says as much as two letters.
  return (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(first) ? first : first + second).toUpperCase();
}
