// Moments in words, in the reader's language.
import { useEffect, useState } from 'react';

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** "3 min. ago"; what is newer than ten seconds is "now". */
export function ago(iso: string, now: number, locale: string): string {
  const past = Math.max(0, now - Date.parse(iso));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (past < 10_000) return format.format(0, 'second');
  for (const [unit, length] of units)
    if (past >= length) return format.format(-Math.floor(past / length), unit);
  return format.format(0, 'second');
}

/** The two largest parts of a span: "23h 12m", "45s". Languages that do not write such parts get their own. */
export function span(millis: number, locale: string): string {
  const seconds = Math.max(0, Math.round(millis / 1_000));
  const parts = {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
  const kept = Object.entries(parts)
    .filter(([, value]) => value > 0)
    .slice(0, 2);
  if (kept.length === 0) kept.push(['seconds', 0]);
  return kept
    .map(([unit, value]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: unit.slice(0, -1), unitDisplay: 'narrow' }).format(
        value,
      ),
    )
    .join(' ');
}

export function clock(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

export function minute(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  );
}

export function shortTime(iso: string, now: number, locale: string): string {
  const date = new Date(iso);
  const isToday = new Date(now).toDateString() === date.toDateString();
  return new Intl.DateTimeFormat(
    locale,
    isToday ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { month: 'short', day: 'numeric' },
  ).format(date);
}

export function day(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'short', day: 'numeric' }).format(
    new Date(iso),
  );
}

export function full(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));
}

/** The time, looked at this often. */
export function useNow(every = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
