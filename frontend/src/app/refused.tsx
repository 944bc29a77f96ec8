// What went wrong, for people.
import type { CombinedError } from 'urql';
import { tell } from './toasts';

type Refusal = { code: string; message: string; field?: string[] | null };

/** The words of the first thing that stands against it; null if nothing does. */
export function refusal(
  error: CombinedError | undefined,
  refused: readonly Refusal[] | undefined,
): string | null {
  if (refused?.[0]) return sentence(refused[0].message);
  if (!error) return null;
  const told = error.graphQLErrors[0]?.message;
  return sentence(told ?? error.networkError?.message ?? error.message);
}

export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?。]$/.test(first) ? first : `${first}.`;
}

export function tellRefusal(title: string, message: string) {
  tell({ title, message, isBad: true }, 8_000);
}

/** Told for so many milliseconds; longer, where somebody may want to take it back. */
export function tellDone(message: string, undo?: () => void, shown = undo ? 5_000 : 3_000) {
  tell({ message, isBad: false, undo }, shown);
}
