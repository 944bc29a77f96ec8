// What was begun and not sent: kept on this computer.

const DRAFT = 'baton.draft.';

export const drafts = {
  read: (thread: string) => localStorage.getItem(DRAFT + thread) ?? '',
  write: (thread: string, text: string) => {
    if (text) localStorage.setItem(DRAFT + thread, text);
    else localStorage.removeItem(DRAFT + thread);
  },
};
