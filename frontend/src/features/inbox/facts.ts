// What a conversation's events and its page's apps say about it.
import type { AnyEvent } from '../../app/events';
import type { OpenPage } from '../../app/PageScope';
import type { ReferralFragment, ThreadRowFragment } from '../../gen/graphql';

export type Change = Extract<AnyEvent, { __typename: 'ControlChanged' }>;

export const isChange = (event: { __typename?: string }): event is Change =>
  event.__typename === 'ControlChanged';

export const isReferral = (event: { __typename?: string }): event is ReferralFragment =>
  event.__typename === 'ReferralReceived';

/** Where the customer came in last. */
export const lastReferral = (events: readonly { __typename?: string }[]): ReferralFragment | null =>
  events
    .filter(isReferral)
    .reduce<ReferralFragment | null>((last, it) => (last && last.sequence > it.sequence ? last : it), null);

/** Who hears what the customer does though somebody else holds the conversation (`STANDBY`). */
export function onStandby(page: Pick<OpenPage, 'subscriptions'>, control: ThreadRowFragment['control']) {
  return page.subscriptions.nodes
    .filter((it) => it.fields.includes('STANDBY') && it.app.review.live && it.app.id !== control.owner?.id)
    .map((it) => it.app);
}
