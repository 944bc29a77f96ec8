import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Lock, Webhook } from 'lucide-react';
import { useQuery } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { ago, useNow } from '../../app/time';
import { EndpointDocument } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Owner } from '../../ui/Owner';
import { Empty, Panel, Screen } from '../../ui/Screen';
import table from '../../ui/table.module.css';
import { Day } from './Day';
import { EndpointState } from './EndpointState';
import styles from './Webhooks.module.css';
import { tones, useWebhookWords } from './words';

/** Where each app of the page hears of events, and whether it does. */
export default function Webhooks() {
  const { t } = useLingui();
  const page = usePage();
  const { user } = useViewer();
  const apps = participants(page);
  if (user && !user.isAdmin) {
    return (
      <Empty isAll icon={<Lock size={20} />} title={<Trans>Webhooks are for administrators</Trans>}>
        <Trans>What is sent holds what customers wrote on every page of an app.</Trans>
      </Empty>
    );
  }
  return (
    <Screen
      wide
      title={t`Webhooks`}
      about={<Trans>Events are posted to each app's endpoint, in order and until it takes them.</Trans>}
      actions={
        <Link to="/p/$pageId/webhooks/failures" params={{ pageId: page.id }}>
          <Trans>Failures</Trans>
        </Link>
      }
    >
      <Panel flush>
        {apps.length === 0 ? (
          <Empty icon={<Webhook size={20} />} title={<Trans>No app takes part yet</Trans>}>
            <Trans>Subscribe one under Apps; then say here where it hears of events.</Trans>
          </Empty>
        ) : (
          <div className={table.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>App</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Endpoint</Trans>
                  </th>
                  <th scope="col">
                    <Trans>State</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Taken in 24 hours</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Last event</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {apps.map((it) => (
                  <EndpointRow key={it.id} app={it} pageId={page.id} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </Screen>
  );
}

function EndpointRow({ app, pageId }: { app: { id: string; name: string }; pageId: string }) {
  const { i18n } = useLingui();
  const now = useNow(15_000);
  const { statuses } = useWebhookWords();
  const [{ data }] = useQuery({
    query: EndpointDocument,
    variables: { appId: app.id },
    requestPolicy: 'cache-and-network',
  });
  const last = data?.last.nodes[0];
  const webhook = data?.app?.webhook;
  return (
    <tr>
      <td>
        <Link
          className={table.cell}
          to="/p/$pageId/webhooks/$appId"
          params={{ pageId, appId: app.id }}
          search={{}}
        >
          <Owner who={{ __typename: 'App', ...app }} idle="" strong />
        </Link>
      </td>
      <td className={styles.url}>
        {webhook ? (
          <code>{webhook.url}</code>
        ) : (
          data && (
            <span className={styles.quiet}>
              <Trans>None: it follows its events itself</Trans>
            </span>
          )
        )}
      </td>
      <td>
        {webhook && (
          <EndpointState webhook={webhook} waits={!!data.waiting.nodes[0]} fails={!!data.failed.nodes[0]} />
        )}
      </td>
      <td>{webhook?.last24Hours && <Day tally={webhook.last24Hours} />}</td>
      <td>
        {last && (
          <span className={styles.last}>
            <Badge tone={tones[last.status]}>{statuses[last.status]}</Badge>
            <time dateTime={last.occurredAt}>{ago(last.occurredAt, now, i18n.locale)}</time>
          </span>
        )}
      </td>
    </tr>
  );
}
