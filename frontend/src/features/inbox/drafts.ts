// What was begun and not sent, and what is said often: kept on this computer.

const DRAFT = 'baton.draft.';
const REPLIES = 'baton.replies';

export const drafts = {
  read: (thread: string) => localStorage.getItem(DRAFT + thread) ?? '',
  write: (thread: string, text: string) => {
    if (text) localStorage.setItem(DRAFT + thread, text);
    else localStorage.removeItem(DRAFT + thread);
  },
};

export const savedReplies = {
  read: (): string[] => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(REPLIES) ?? '[]');
      return Array.isArray(kept) ? kept.filter((it) => typeof it === 'string') : [];
    } catch {
      return [];
    }
  },
  write: (replies: string[]) => localStorage.setItem(REPLIES, JSON.stringify(replies.slice(0, 50))),
};
