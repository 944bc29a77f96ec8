import type { AnyEvent } from '../../app/events';

/** The event as the API has it, without what is only there for the types. */
export function payload(event: AnyEvent): string {
  const kept = (key: string, value: unknown) =>
    key === 'thread' || (key === '__typename' && value === undefined) ? undefined : value;
  return JSON.stringify(event, kept, 2);
}
