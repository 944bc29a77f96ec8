import type { AnyEvent } from '../../app/events';
import type { ThreadEventType } from '../../gen/graphql';

/** The event as the API has it, without what is only there for the types. */
export function payload(event: AnyEvent): string {
  const kept = (key: string, value: unknown) =>
    key === 'thread' || (key === '__typename' && value === undefined) ? undefined : value;
  return JSON.stringify(event, kept, 2);
}

/** The event's type as the API names it in filters: `ControlChanged` is CONTROL_CHANGED. */
export function typeOf(event: { __typename: string }): ThreadEventType {
  return event.__typename.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase() as ThreadEventType;
}
