// Saved replies: found by a word, and put where they were asked for.

export type SavedReply = { id: string; title: string; text: string; shortcut?: string | null };

/** Those whose shortcut, title or text has the words. */
export function find(replies: readonly SavedReply[], words: string): SavedReply[] {
  const sought = words.trim().toLowerCase();
  const has = (text?: string | null) => text?.toLowerCase().includes(sought) ?? false;
  return replies.filter((it) => has(it.shortcut) || has(it.title) || has(it.text));
}

/** The text with `/shortcut` at the caret written out; null if none stands there. */
export function expand(text: string, caret: number, replies: readonly SavedReply[]): string | null {
  const typed = /(?:^|\s)\/(\S+)$/.exec(text.slice(0, caret))?.[1]?.toLowerCase();
  const reply = typed && replies.find((it) => it.shortcut?.toLowerCase() === typed);
  if (!reply) return null;
  return text.slice(0, caret - typed.length - 1) + reply.text + text.slice(caret);
}
