import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useParams } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useMutation, useQuery } from 'urql';
import { NotFound } from '../../app/NotFound';
import { usePage } from '../../app/PageScope';
import { refusal, tellRefusal } from '../../app/refused';
import { useViewer } from '../../app/Shell';
import { AppDocument, ReviewAppDocument } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Panel, Screen } from '../../ui/Screen';
import styles from './dialog.module.css';
import { useFieldWords } from './fields';
import { LeaveDialog } from './LeaveDialog';
import { Revoke } from './Revoke';
import { SubscribeDialog } from './SubscribeDialog';
import { Testers } from './Testers';
import { TokenDialog } from './TokenDialog';

/** One app: its part on the page, what review granted it, and the keys it calls with. */
export default function App() {
  const { t } = useLingui();
  const page = usePage();
  const { user } = useViewer();
  const { appId } = useParams({ from: '/shell/p/$pageId/apps/$appId' });
  const [{ data, fetching }] = useQuery({
    query: AppDocument,
    variables: { id: appId, admin: user?.isAdmin ?? false },
    pause: !user,
  });
  const [, review] = useMutation(ReviewAppDocument);
  const [token, tokenDialog] = useDisclosure(false);
  const [fields, fieldsDialog] = useDisclosure(false);
  const [leaving, leaveDialog] = useDisclosure(false);
  const words = useFieldWords();
  const app = data?.app;
  if (!app) return fetching || !user ? null : <NotFound />;
  const part = page.subscriptions.nodes.find((it) => it.app.id === appId);
  const manages = page.can('MANAGE');
  const grant = async (change: { live?: boolean; humanAgent?: boolean }) => {
    const { data: done, error } = await review({ input: { appId, ...change } });
    const refused = refusal(error, done?.reviewApp.userErrors);
    if (refused) tellRefusal(t`Not saved`, refused);
  };
  return (
    <Screen
      title={app.name}
      about={<span className="mono">{app.id}</span>}
      actions={
        part &&
        manages && (
          <Button leftSection={<KeyRound size={14} />} onClick={tokenDialog.open}>
            <Trans>Page token…</Trans>
          </Button>
        )
      }
    >
      <Panel
        title={<Trans>On {page.name}</Trans>}
        actions={
          part &&
          (part.isPrimaryReceiver ? (
            <Badge tone="bot">
              <Trans>Primary receiver</Trans>
            </Badge>
          ) : (
            <Badge tone="mute">
              <Trans>Takes part</Trans>
            </Badge>
          ))
        }
      >
        {part ? (
          <>
            <ul className={styles.chips}>
              {part.fields.map((it) => (
                <li key={it} style={{ paddingRight: 10 }}>
                  {words[it]}
                </li>
              ))}
            </ul>
            {manages && (
              <div className={styles.tools}>
                <Button size="xs" variant="default" onClick={fieldsDialog.open}>
                  <Trans>What it hears…</Trans>
                </Button>
                {!part.isPrimaryReceiver && (
                  <Button
                    size="xs"
                    variant="default"
                    component={Link}
                    to="/p/$pageId/receiver"
                    params={{ pageId: page.id } as never}
                  >
                    <Trans>Make it primary receiver…</Trans>
                  </Button>
                )}
                <Button size="xs" variant="subtle" color="red" onClick={leaveDialog.open}>
                  <Trans>Remove from the page…</Trans>
                </Button>
              </div>
            )}
          </>
        ) : (
          <div className={styles.row}>
            <p>
              <Trans>It is not subscribed to this page: it hears nothing and can hold no conversation.</Trans>
            </p>
            {manages && (
              <Button size="xs" onClick={fieldsDialog.open}>
                <Trans>Subscribe…</Trans>
              </Button>
            )}
          </div>
        )}
      </Panel>
      <Panel
        title={<Trans>App review</Trans>}
        about={<Trans>What the app may do once it has been reviewed.</Trans>}
      >
        <div className={styles.row}>
          <div>
            <strong id="live">
              <Trans>Live</Trans>
            </strong>
            <p>
              <Trans>Reaches every customer. Without it, the app reaches its testers alone.</Trans>
            </p>
          </div>
          <Switch
            aria-labelledby="live"
            checked={app.review.live}
            disabled={!user?.isAdmin}
            onChange={(event) => grant({ live: event.currentTarget.checked })}
          />
        </div>
        <div className={styles.row}>
          <div>
            <strong id="human">
              <Trans>Human agent</Trans>
            </strong>
            <p>
              <Trans>
                Lets people who use the app answer with the human-agent tag, whoever holds the conversation.
              </Trans>
            </p>
          </div>
          <Switch
            aria-labelledby="human"
            checked={app.review.humanAgent}
            disabled={!user?.isAdmin}
            onChange={(event) => grant({ humanAgent: event.currentTarget.checked })}
          />
        </div>
      </Panel>
      {user?.isAdmin && (
        <Panel
          title={<Trans>Webhook</Trans>}
          about={
            app.webhook ? (
              <code>{app.webhook.url}</code>
            ) : (
              <Trans>None is set: the app follows its events over the API, if it does.</Trans>
            )
          }
          actions={
            <Button
              size="xs"
              variant="default"
              component={Link}
              to="/p/$pageId/webhooks/$appId"
              params={{ pageId: page.id, appId } as never}
              search={{} as never}
            >
              {app.webhook ? <Trans>Endpoint and deliveries</Trans> : <Trans>Set it up</Trans>}
            </Button>
          }
        />
      )}
      {user?.isAdmin && <Testers appId={app.id} testers={app.testers ?? []} needed={!app.review.live} />}
      {part && manages && <Revoke />}
      {token && <TokenDialog app={app} onClose={tokenDialog.close} />}
      {fields && <SubscribeDialog app={app} current={part?.fields} onClose={fieldsDialog.close} />}
      {leaving && <LeaveDialog app={app} onClose={leaveDialog.close} />}
    </Screen>
  );
}
