// From when on deliveries are shown or sent again, as it stands in the address.

export const spans = ['hour', 'day', 'week'] as const;
export type Span = (typeof spans)[number];

const HOUR = 3_600_000;
const lengths: Record<Span, number> = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR };

/** The moment so long ago, on a full minute: asked twice, it is the same question. */
export function since(span: Span, now: number): string {
  return new Date(Math.floor((now - lengths[span]) / 60_000) * 60_000).toISOString();
}
