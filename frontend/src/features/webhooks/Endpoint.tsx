import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { FlaskConical, KeyRound, Lock, Pencil, Play, RotateCw, Webhook } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { useDisabledReasons } from '../../app/disabled';
import { NotFound } from '../../app/NotFound';
import { usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { full } from '../../app/time';
import { EndpointDocument } from '../../gen/graphql';
import { Empty, Panel, Screen } from '../../ui/Screen';
import { AgainDialog } from './AgainDialog';
import { Deliveries } from './Deliveries';
import { EnableDialog } from './EnableDialog';
import { EndpointState } from './EndpointState';
import { SecretDialog } from './SecretDialog';
import { SetDialog } from './SetDialog';
import { TestDialog } from './TestDialog';
import styles from './Webhooks.module.css';

type Opened = 'set' | 'test' | 'secret' | 'enable' | 'again';

/** One app's endpoint, what was sent to it, and what became of that. */
export default function Endpoint() {
  const { t, i18n } = useLingui();
  const page = usePage();
  const { user } = useViewer();
  const { appId } = useParams({ from: '/shell/p/$pageId/webhooks/$appId' });
  const search = useSearch({ from: '/shell/p/$pageId/webhooks/$appId' });
  const navigate = useNavigate({ from: '/p/$pageId/webhooks/$appId' });
  const [opened, setOpened] = useState<Opened | null>(null);
  const [again, setAgain] = useState(0);
  const reasons = useDisabledReasons();
  const [{ data, fetching }] = useQuery({
    query: EndpointDocument,
    variables: { appId },
    pause: !user?.isAdmin,
    requestPolicy: 'cache-and-network',
  });
  if (user && !user.isAdmin) {
    return (
      <Empty isAll icon={<Lock size={20} />} title={<Trans>Webhooks are for administrators</Trans>}>
        <Trans>What is sent holds what customers wrote on every page of an app.</Trans>
      </Empty>
    );
  }
  const app = data?.app;
  if (!app) return fetching || !user ? null : <NotFound />;
  const { webhook } = app;
  const close = () => setOpened(null);
  const tool = (name: Opened, icon: ReactNode, words: ReactNode) => (
    <Button size="xs" variant="default" leftSection={icon} onClick={() => setOpened(name)}>
      {words}
    </Button>
  );
  return (
    <Screen wide title={t`Webhook of ${app.name}`} about={<span className="mono">{app.id}</span>}>
      <Panel
        title={<Trans>Endpoint</Trans>}
        actions={
          webhook && (
            <EndpointState webhook={webhook} waits={!!data.waiting.nodes[0]} fails={!!data.failed.nodes[0]} />
          )
        }
      >
        {webhook ? (
          <>
            <p className={styles.address}>
              <code>{webhook.url}</code>
              {webhook.verifiedAt && (
                <span className={styles.quiet}>
                  <Trans>answered the challenge on {full(webhook.verifiedAt, i18n.locale)}</Trans>
                </span>
              )}
            </p>
            {webhook.disabledAt && webhook.disabledReason && (
              <p className={styles.disabled} role="note">
                <strong>
                  <Trans>Nothing is sent since {full(webhook.disabledAt, i18n.locale)}.</Trans>
                </strong>{' '}
                {reasons[webhook.disabledReason]}{' '}
                <Trans>What happens meanwhile is kept until you enable it.</Trans>
              </p>
            )}
            <div className={styles.tools}>
              {!webhook.enabled && (
                <Button size="xs" leftSection={<Play size={13} />} onClick={() => setOpened('enable')}>
                  <Trans>Enable…</Trans>
                </Button>
              )}
              {tool('test', <FlaskConical size={13} />, <Trans>Send a test event…</Trans>)}
              {tool('again', <RotateCw size={13} />, <Trans>Send again…</Trans>)}
              {tool('set', <Pencil size={13} />, <Trans>Change…</Trans>)}
              {tool('secret', <KeyRound size={13} />, <Trans>New secret…</Trans>)}
            </div>
          </>
        ) : (
          <Empty
            icon={<Webhook size={20} />}
            title={<Trans>No endpoint yet</Trans>}
            action={
              <div className={styles.tools}>
                <Button onClick={() => setOpened('set')}>
                  <Trans>Set the endpoint…</Trans>
                </Button>
                {tool('secret', <KeyRound size={13} />, <Trans>New secret…</Trans>)}
              </div>
            }
          >
            <Trans>
              Say where {app.name} listens. Without one it can still follow its events over the API, and may
              have been set up to do so.
            </Trans>
          </Empty>
        )}
      </Panel>
      <Deliveries
        key={again}
        appId={appId}
        pageId={page.id}
        search={search}
        hasEndpoint={!!webhook}
        onSearch={(change) => navigate({ search: (it) => ({ ...it, ...change }), replace: true })}
      />
      {opened === 'set' && <SetDialog app={app} onClose={close} />}
      {opened === 'test' && <TestDialog appId={appId} onClose={close} />}
      {opened === 'secret' && <SecretDialog app={app} onClose={close} />}
      {opened === 'enable' && <EnableDialog app={app} onClose={close} />}
      {opened === 'again' && (
        <AgainDialog
          app={app}
          onClose={() => {
            close();
            setAgain((it) => it + 1);
          }}
        />
      )}
    </Screen>
  );
}
