import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Bot, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { useList } from '../../app/useList';
import { AppsDocument, HeldByAppsDocument } from '../../gen/graphql';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import { SearchField } from '../../ui/SearchField';
import table from '../../ui/table.module.css';
import { type AppRow, AppTable } from './AppTable';
import { NewApp } from './NewApp';
import { SubscribeDialog } from './SubscribeDialog';

/** Who takes part in the page's conversations, and who could. */
export default function Apps() {
  const { t } = useLingui();
  const page = usePage();
  const { user } = useViewer();
  const { q } = useSearch({ from: '/shell/p/$pageId/apps' });
  const navigate = useNavigate({ from: '/p/$pageId/apps' });
  const seek = (it: string | undefined) => navigate({ search: { q: it }, replace: true });
  const [making, dialog] = useDisclosure(false);
  const [subscribing, setSubscribing] = useState<AppRow | null>(null);
  const { rows, refused, more, add } = useList(AppsDocument, { search: q }, (it) => it.apps);
  const fields = new Map(page.subscriptions.nodes.map((it) => [it.app.id, it.fields.length]));
  const others = (rows ?? []).filter((it) => !fields.has(it.id));
  const hears = (it: AppRow) => `${fields.get(it.id)} / 8`;
  const [{ data: counts }] = useQuery({
    query: HeldByAppsDocument,
    variables: { pageId: page.id },
    requestPolicy: 'cache-and-network',
  });
  const held = new Map(counts?.page?.threadCounts.controlled.map((it) => [it.owner.id, it.count]));
  const subscribe = (it: AppRow) =>
    page.can('MANAGE') && (
      <Button size="compact-sm" variant="default" onClick={() => setSubscribing(it)}>
        <Trans>Subscribe…</Trans>
      </Button>
    );
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
      <ErrorNote>{refused}</ErrorNote>
      <div className={table.search}>
        <SearchField
          value={q}
          onSearch={seek}
          label={t`Search apps`}
          placeholder={t`Name or id of the app`}
        />
      </div>
      {!q && (
        <Panel flush title={<Trans>On {page.name}</Trans>}>
          {fields.size === 0 ? (
            <Empty icon={<Bot size={20} />} title={<Trans>No app takes part yet</Trans>}>
              <Trans>
                Subscribe one below, or make one. Until then people answer everything from the inbox.
              </Trans>
            </Empty>
          ) : (
            <div className={table.below}>
              <AppTable
                apps={participants(page)}
                held={held}
                last={<Trans>Events it hears</Trans>}
                end={hears}
              />
            </div>
          )}
        </Panel>
      )}
      {!q && (others.length > 0 || more) && (
        <Panel
          flush
          title={<Trans>Other apps</Trans>}
          about={<Trans>They hear nothing of this page until they are subscribed.</Trans>}
        >
          <div className={table.below}>
            <AppTable apps={others} last={<Actions />} end={subscribe} />
          </div>
          <More onMore={more} />
        </Panel>
      )}
      {q && rows && (
        <Panel flush>
          {rows.length === 0 ? (
            <Empty
              icon={<SearchX size={20} />}
              title={<Trans>No app is found by that</Trans>}
              action={
                <Button variant="default" size="xs" onClick={() => seek(undefined)}>
                  <Trans>Show all</Trans>
                </Button>
              }
            />
          ) : (
            <AppTable
              apps={rows}
              last={<Trans>Events it hears</Trans>}
              end={(it) => (fields.has(it.id) ? hears(it) : subscribe(it))}
            />
          )}
          <More onMore={more} />
        </Panel>
      )}
      {making && <NewApp onClose={dialog.close} onMade={add} />}
      {subscribing && <SubscribeDialog app={subscribing} onClose={() => setSubscribing(null)} />}
    </Screen>
  );
}

function Actions() {
  return (
    <span className="visually-hidden">
      <Trans>Actions</Trans>
    </span>
  );
}

function More({ onMore }: { onMore: (() => void) | null }) {
  return (
    onMore && (
      <Button m="md" size="xs" variant="default" onClick={onMore}>
        <Trans>More apps</Trans>
      </Button>
    )
  );
}
