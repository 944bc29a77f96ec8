import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { MessageSquare } from 'lucide-react';
import { useMemo } from 'react';
import { Developer } from '../../app/Developer';
import { NotFound } from '../../app/NotFound';
import { usePage } from '../../app/PageScope';
import type { View } from '../../app/router';
import { useNow } from '../../app/time';
import { Owner } from '../../ui/Owner';
import { Panel, Screen } from '../../ui/Screen';
import { Segments } from '../../ui/Segments';
import { EventList } from './EventList';
import { Ribbon } from './Ribbon';
import { TenureList } from './TenureList';
import { spans, tenures } from './tenures';
import { useThreadEvents } from './useThreadEvents';

/** Who held one conversation, when and why. */
export default function ThreadTimeline() {
  const { t } = useLingui();
  const page = usePage();
  const { threadId } = useParams({ from: '/shell/p/$pageId/threads/$threadId' });
  const { view = 'spans' } = useSearch({ from: '/shell/p/$pageId/threads/$threadId' });
  const navigate = useNavigate({ from: '/p/$pageId/threads/$threadId' });
  const now = useNow(2_000);
  const { thread, events, hasOlder, loadOlder, isMissing } = useThreadEvents(threadId);
  const held = useMemo(() => tenures(events), [events]);
  if (isMissing) return <NotFound />;
  if (!thread) return null;
  const name = thread.customer.name ?? thread.customer.id;
  return (
    <Screen
      title={name}
      wide
      about={<Owner who={thread.control.owner} idle={t`Nobody holds this`} strong />}
      actions={
        <>
          <Developer threadId={threadId} />
          {page.reads && (
            <Button
              component={Link}
              to="/p/$pageId/inbox"
              params={{ pageId: page.id } as never}
              search={{ thread: threadId } as never}
              variant="default"
              leftSection={<MessageSquare size={14} />}
            >
              <Trans>Conversation</Trans>
            </Button>
          )}
        </>
      }
    >
      <Panel title={<Trans>Who held it</Trans>}>
        <Ribbon spans={spans(held, now)} />
      </Panel>
      <Panel
        flush
        title={<Trans>What happened</Trans>}
        actions={
          <Segments
            value={view}
            onChange={(it) => navigate({ search: { view: it as View }, replace: true })}
            options={[
              { value: 'spans', label: t`By holder` },
              { value: 'list', label: t`Compact` },
              { value: 'json', label: 'JSON' },
            ]}
            aria-label={t`View`}
          />
        }
      >
        {hasOlder && (
          <Button m="md" size="compact-xs" variant="default" onClick={loadOlder}>
            <Trans>Earlier events</Trans>
          </Button>
        )}
        {view === 'spans' ? (
          <TenureList tenures={held} threadId={threadId} now={now} locale={thread.customer.locale} />
        ) : (
          <EventList events={events} threadId={threadId} asJson={view === 'json'} />
        )}
      </Panel>
    </Screen>
  );
}
