import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Activity, Pause, Play, SearchX } from 'lucide-react';
import { kindOf } from '../../app/events';
import { participants, usePage } from '../../app/PageScope';
import { type Kind, kinds } from '../../app/router';
import { useKeys, useShortcuts } from '../../app/shortcuts';
import { useNow } from '../../app/time';
import { Bars } from '../../ui/Bars';
import { Choice } from '../../ui/Choice';
import { Hint } from '../../ui/Hint';
import { Face } from '../../ui/Owner';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import { EventLine } from './EventLine';
import styles from './PageTimeline.module.css';
import { concerns, perInterval } from './rate';
import { type PageEvent, usePageEvents } from './usePageEvents';

/** Everything that happens on the page, as it happens. */
export default function PageTimeline() {
  const { t } = useLingui();
  const page = usePage();
  const { kind, who, event } = useSearch({ from: '/shell/p/$pageId/timeline' });
  const navigate = useNavigate({ from: '/p/$pageId/timeline' });
  const { events, held, paused, setPaused, isMissing, hasOlder, loadOlder, hasNewer, loadNewer, status } =
    usePageEvents(event);
  const now = useNow(5_000);
  const key = useKeys().of('hold');
  useShortcuts({ hold: () => setPaused(!paused) });
  const names: Record<Kind, string> = {
    control: t`Control`,
    messages: t`Answers`,
    requests: t`Requests`,
    customer: t`Customers`,
  };
  const shown = events.filter((it) => (!kind || kindOf(it) === kind) && (!who || concerns(it, who)));
  const rate = perInterval(
    events.map((it) => Date.parse(it.occurredAt)),
    now,
    30,
    10_000,
  );
  return (
    <Screen
      wide
      title={t`Live timeline`}
      about={<Trans>Everything that happens on {page.name}, as it is committed.</Trans>}
      actions={
        <Hint label={paused ? t`Go on` : t`Hold what comes`} keys={key}>
          <Button
            disabled={hasNewer}
            variant={paused ? 'filled' : 'default'}
            leftSection={paused ? <Play size={14} /> : <Pause size={14} />}
            onClick={() => setPaused(!paused)}
          >
            {paused ? held > 0 ? <Trans>{held} new</Trans> : <Trans>Go on</Trans> : <Trans>Pause</Trans>}
          </Button>
        </Hint>
      }
    >
      <Panel>
        <Bars values={rate} label={t`Events in the last five minutes, ten seconds a bar`} />
      </Panel>
      {isMissing && (
        <ErrorNote>{t`This event is not there, or you may not see it. Here is what happens now.`}</ErrorNote>
      )}
      <Panel flush>
        <div className={styles.filters}>
          <div className={styles.kinds} role="group" aria-label={t`Kind`}>
            <button
              type="button"
              aria-pressed={!kind}
              onClick={() => navigate({ search: (it) => ({ ...it, kind: undefined }), replace: true })}
            >
              <Trans>Everything</Trans>
            </button>
            {kinds.map((it) => (
              <button
                key={it}
                type="button"
                aria-pressed={kind === it}
                onClick={() => navigate({ search: (before) => ({ ...before, kind: it }), replace: true })}
              >
                {names[it]}
              </button>
            ))}
          </div>
          <Choice
            size="xs"
            value={who ?? ''}
            none={t`Anybody`}
            aria-label={t`Who takes part`}
            options={[
              { value: page.inbox.id, label: page.inbox.name },
              ...participants(page).map((it) => ({ value: it.id, label: it.name })),
            ]}
            onPick={(it) =>
              navigate({ search: (before) => ({ ...before, who: it || undefined }), replace: true })
            }
          />
        </div>
        {hasNewer && (
          <div className={styles.later}>
            <Button size="xs" variant="default" onClick={loadNewer}>
              <Trans>Later events</Trans>
            </Button>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => navigate({ search: (it) => ({ ...it, event: undefined }) })}
            >
              {held > 0 ? <Trans>To the present, {held} new</Trans> : <Trans>To the present</Trans>}
            </Button>
          </div>
        )}
        {status === 'ready' && shown.length === 0 ? (
          events.length === 0 ? (
            <Empty icon={<Activity size={20} />} title={<Trans>Nothing has happened yet</Trans>}>
              <Trans>It appears here the moment a customer writes. Try it with the simulator.</Trans>
            </Empty>
          ) : (
            <Empty icon={<SearchX size={20} />} title={<Trans>Nothing of this kind</Trans>} />
          )
        ) : (
          <ul className={styles.events} aria-label={t`Events`}>
            {shown.map((it) => (
              <EventLine
                key={it.cursor}
                event={it}
                threadId={it.thread.id}
                isMarked={it.cursor === event}
                locale={it.thread.customer.locale}
                before={<Customer event={it} pageId={page.id} />}
              />
            ))}
          </ul>
        )}
        {hasOlder && (
          <Button className={styles.older} size="xs" variant="default" onClick={loadOlder}>
            <Trans>Earlier events</Trans>
          </Button>
        )}
      </Panel>
    </Screen>
  );
}

function Customer({ event, pageId }: { event: PageEvent; pageId: string }) {
  const name = event.thread.customer.name ?? event.thread.customer.id;
  return (
    <Link
      className={styles.customer}
      to="/p/$pageId/threads/$threadId"
      params={{ pageId, threadId: event.thread.id }}
      search={{}}
    >
      <Face id={event.thread.customer.id} name={name} size={18} />
      <span>{name}</span>
    </Link>
  );
}
