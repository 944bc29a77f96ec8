import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Bot, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { AppsDocument, type AppsQuery } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Owner } from '../../ui/Owner';
import { Empty, Panel, Screen } from '../../ui/Screen';
import table from '../../ui/table.module.css';
import { NewApp } from './NewApp';
import { ReviewBadge } from './ReviewBadge';
import { SubscribeDialog } from './SubscribeDialog';

type Apps = AppsQuery['apps']['nodes'];

/** Who takes part in the page's conversations, and who could. */
export default function Apps() {
  const { t } = useLingui();
  const page = usePage();
  const { user } = useViewer();
  const [making, dialog] = useDisclosure(false);
  const [subscribing, setSubscribing] = useState<Apps[number] | null>(null);
  const { others, more, add } = useOtherApps(new Set(page.subscriptions.nodes.map((it) => it.app.id)));
  const subscribed = participants(page);
  const fields = new Map(page.subscriptions.nodes.map((it) => [it.app.id, it.fields.length]));
  return (
    <Screen
      wide
      title={t`Apps`}
      about={
        <Trans>
          Apps take part in the conversations of the pages they are subscribed to. Only one of them, or the
          inbox, holds a conversation at a time.
        </Trans>
      }
      actions={
        user?.isAdmin && (
          <Button leftSection={<Plus size={14} />} onClick={dialog.open}>
            <Trans>New app</Trans>
          </Button>
        )
      }
    >
      <Panel flush title={<Trans>On {page.name}</Trans>}>
        {subscribed.length === 0 ? (
          <Empty icon={<Bot size={20} />} title={<Trans>No app takes part yet</Trans>}>
            <Trans>
              Subscribe one below, or make one. Until then people answer everything from the inbox.
            </Trans>
          </Empty>
        ) : (
          <div className={table.scroll}>
            <table className={table.table} style={{ marginTop: 12 }}>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>App</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Part</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Review</Trans>
                  </th>
                  <th scope="col" className={table.end}>
                    <Trans>Events it hears</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {subscribed.map((it) => (
                  <tr key={it.id}>
                    <td>
                      <Link
                        className={table.cell}
                        to="/p/$pageId/apps/$appId"
                        params={{ pageId: page.id, appId: it.id }}
                      >
                        <Owner who={{ __typename: 'App', id: it.id, name: it.name }} idle="" strong />
                        <small className="mono">{it.id}</small>
                      </Link>
                    </td>
                    <td>
                      {it.isPrimary ? (
                        <Badge tone="bot">
                          <Trans>Primary receiver</Trans>
                        </Badge>
                      ) : (
                        <Badge tone="mute">
                          <Trans>Takes part</Trans>
                        </Badge>
                      )}
                    </td>
                    <td>
                      <ReviewBadge review={it.review} />
                    </td>
                    <td className={table.end}>{fields.get(it.id)} / 8</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {(others.length > 0 || more) && (
        <Panel
          flush
          title={<Trans>Other apps</Trans>}
          about={<Trans>They hear nothing of this page until they are subscribed.</Trans>}
        >
          <table className={table.table} style={{ marginTop: 12 }}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>App</Trans>
                </th>
                <th scope="col">
                  <Trans>Review</Trans>
                </th>
                <th scope="col">
                  <span className="visually-hidden">
                    <Trans>Actions</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {others.map((it) => (
                <tr key={it.id}>
                  <td>
                    <Link
                      className={table.cell}
                      to="/p/$pageId/apps/$appId"
                      params={{ pageId: page.id, appId: it.id }}
                    >
                      <strong>{it.name}</strong>
                      <small className="mono">{it.id}</small>
                    </Link>
                  </td>
                  <td>
                    <ReviewBadge review={it.review} />
                  </td>
                  <td className={table.end}>
                    {page.can('MANAGE') && (
                      <Button size="compact-sm" variant="default" onClick={() => setSubscribing(it)}>
                        <Trans>Subscribe…</Trans>
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {more && (
            <Button m="md" size="xs" variant="default" onClick={more}>
              <Trans>More apps</Trans>
            </Button>
          )}
        </Panel>
      )}
      {making && <NewApp onClose={dialog.close} onMade={add} />}
      {subscribing && <SubscribeDialog app={subscribing} onClose={() => setSubscribing(null)} />}
    </Screen>
  );
}

function useOtherApps(subscribed: Set<string>) {
  const client = useClient();
  const [apps, setApps] = useState<Apps>([]);
  const [next, setNext] = useState<string | null>(null);
  const load = async (after: string | null) => {
    const { data } = await client
      .query(AppsDocument, { after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data) return;
    setApps((it) => (after ? [...it, ...data.apps.nodes] : data.apps.nodes));
    setNext(data.apps.pageInfo.hasNextPage ? (data.apps.pageInfo.endCursor ?? null) : null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    load(null);
  }, [client]);
  return {
    others: apps.filter((it) => !subscribed.has(it.id)),
    more: next ? () => load(next) : null,
    add: (app: Apps[number]) => setApps((it) => [...it, app]),
  };
}
