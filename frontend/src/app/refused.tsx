// What went wrong, for people.
import { notifications } from '@mantine/notifications';
import type { CombinedError } from 'urql';

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
  notifications.show({ title, message, color: 'red', autoClose: 8_000 });
}

export function tellDone(message: string) {
  notifications.show({ message, color: 'teal', autoClose: 3_000 });
}
