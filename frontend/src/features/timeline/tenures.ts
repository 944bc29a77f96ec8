// Who held a thread from when to when, and what happened meanwhile.
import type { AnyEvent } from '../../app/events';
import type { Who } from '../../ui/owner';

export type Tenure = {
  key: string;
  who: Who | null;
  from: number;
  /** Null while it lasts. */
  to: number | null;
  /** In order; the first is what began it, unless that is further back than what is known. */
  events: AnyEvent[];
};

/** The tenures of a thread's events, which are in order. */
export function tenures(events: readonly AnyEvent[]): Tenure[] {
  const found: Tenure[] = [];
  for (const event of events) {
    const at = Date.parse(event.occurredAt);
    const last = found.at(-1);
    if (event.__typename === 'ControlChanged') {
      if (last) last.to = at;
      else if (event.previousOwner)
        found.push({ key: 'before', who: event.previousOwner, from: at, to: at, events: [] });
      found.push({
        key: String(event.sequence),
        who: event.newOwner ?? null,
        from: at,
        to: null,
        events: [event],
      });
    } else if (last) {
      last.events.push(event);
    } else {
      found.push({ key: 'before', who: null, from: at, to: null, events: [event] });
    }
  }
  return found;
}

export type Span = {
  key: string;
  who: Who | null;
  start: number;
  width: number;
  from: number;
  to: number;
  lasts: boolean;
};

/** Tenures as shares of the whole time, each wide enough to be seen; together they are 1. */
export function spans(among: readonly Tenure[], now: number, least = 0.012): Span[] {
  const known = among.filter((it) => (it.to ?? now) >= it.from);
  const begin = known[0]?.from ?? now;
  const whole = Math.max(1, now - begin);
  const widths = known.map((it) => Math.max(least, ((it.to ?? now) - it.from) / whole));
  const sum = widths.reduce((a, b) => a + b, 0);
  let start = 0;
  return known.map((it, place) => {
    const width = (widths[place] ?? 0) / sum;
    const span = {
      key: it.key,
      who: it.who,
      start,
      width,
      from: it.from,
      to: it.to ?? now,
      lasts: it.to === null,
    };
    start += width;
    return span;
  });
}
