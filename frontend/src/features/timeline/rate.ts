import type { AnyEvent } from '../../app/events';

/** How many moments fell into each of the last intervals, the oldest first. */
export function perInterval(
  moments: readonly number[],
  now: number,
  count: number,
  length: number,
): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const at of moments) {
    const place = count - 1 - Math.floor((now - at) / length);
    if (place >= 0 && place < count) counts[place] = (counts[place] ?? 0) + 1;
    else if (at > now) counts[count - 1] = (counts[count - 1] ?? 0) + 1;
  }
  return counts;
}

/** Whether somebody has a part in an event. */
export function concerns(event: AnyEvent, who: string): boolean {
  const parts: unknown[] = Object.values(event);
  if ('message' in event && event.message) parts.push(event.message.sender);
  return parts.some((it) => typeof it === 'object' && it !== null && 'id' in it && it.id === who);
}
