import { Trans } from '@lingui/react/macro';
import type { EndpointPartsFragment } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';

type Webhook = NonNullable<EndpointPartsFragment['webhook']>;

/** Whether events reach the endpoint, in a word. */
export function EndpointState(props: { webhook: Webhook; waits?: boolean; fails?: boolean }) {
  if (!props.webhook.enabled)
    return (
      <Badge tone="bad">
        <Trans>Disabled</Trans>
      </Badge>
    );
  if (props.waits)
    return (
      <Badge tone="warn">
        <Trans>Retrying</Trans>
      </Badge>
    );
  if (props.fails)
    return (
      <Badge tone="warn">
        <Trans>Has lost events</Trans>
      </Badge>
    );
  return (
    <Badge tone="ok">
      <Trans>Sends</Trans>
    </Badge>
  );
}
