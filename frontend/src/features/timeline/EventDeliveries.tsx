import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import type { AnyEvent } from '../../app/events';
import { participants, usePage } from '../../app/PageScope';
import { EventDeliveriesDocument } from '../../gen/graphql';
import { Badge, type Tone } from '../../ui/Badge';
import { Owner } from '../../ui/Owner';
import styles from './EventDeliveries.module.css';
import { typeOf } from './payload';

/** Which apps were sent the event, and whether they took it. */
export function EventDeliveries({ event, threadId }: { event: AnyEvent; threadId: string }) {
  const page = usePage();
  return (
    <ul className={styles.deliveries}>
      {participants(page).map((it) => (
        <AppDeliveries key={it.id} app={it} event={event} threadId={threadId} pageId={page.id} />
      ))}
    </ul>
  );
}

const tones: Record<string, Tone> = { DELIVERED: 'ok', WAITING: 'warn', FAILED: 'bad' };

function AppDeliveries(props: {
  app: { id: string; name: string };
  event: AnyEvent;
  threadId: string;
  pageId: string;
}) {
  const { app, event, threadId } = props;
  const at = Date.parse(event.occurredAt);
  const [{ data }] = useQuery({
    query: EventDeliveriesDocument,
    variables: {
      appId: app.id,
      filter: {
        threadId,
        eventType: typeOf(event),
        since: new Date(at).toISOString(),
        until: new Date(at + 1).toISOString(),
      },
    },
    requestPolicy: 'cache-and-network',
  });
  return data?.webhookDeliveries.nodes.map((it) => {
    const last = it.attempts.at(-1);
    return (
      <li key={it.id}>
        <Owner who={{ __typename: 'App', ...app }} idle="" />
        <Badge tone={tones[it.status] ?? 'mute'}>{last?.statusCode ?? <Trans>no answer</Trans>}</Badge>
        <Link
          to="/p/$pageId/webhooks/$appId"
          params={{ pageId: props.pageId, appId: app.id }}
          search={{ conversation: threadId, delivery: it.id }}
        >
          <Trans>Delivery</Trans>
        </Link>
      </li>
    );
  });
}
