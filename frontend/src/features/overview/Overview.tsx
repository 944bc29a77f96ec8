import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowRight, CircleDashed, Hand, Hourglass, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useEventWords } from '../../app/events';
import { type LiveEvent, useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { ago, span, useNow } from '../../app/time';
import { useSoon } from '../../app/useSoon';
import { OverviewDocument, type ThreadRowFragment } from '../../gen/graphql';
import { Face, Owner } from '../../ui/Owner';
import { Empty, Panel, Screen } from '../../ui/Screen';
import { Disabled } from './Disabled';
import { Failing } from './Failing';
import { Holders } from './Holders';
import styles from './Overview.module.css';
import { Pace } from './Pace';
import { useRecent } from './useRecent';

/** How a page stands now. Each number leads to what it counts. */
export default function Overview() {
  const { t, i18n } = useLingui();
  const page = usePage();
  const [{ data }, refresh] = useQuery({
    query: OverviewDocument,
    variables: { pageId: page.id, reads: page.reads },
    requestPolicy: 'cache-and-network',
  });
  const recent = useRecent();
  const now = useNow();
  // The counts are asked for again a moment after something moved, however much did.
  useLive(useSoon(() => refresh({ requestPolicy: 'network-only' }), 1_000));

  const counts = data?.page?.threadCounts;
  const ours = counts?.controlled.find((it) => it.owner.__typename === 'Inbox')?.count ?? 0;
  const bots = (counts?.controlled ?? []).reduce((sum, it) => sum + it.count, 0) - ours;
  const figures: [string, number | undefined, ReactNode, Record<string, string>][] = [
    [t`Held by people`, counts && ours, <Inbox key="i" size={15} />, { owner: page.inbox.id }],
    [t`Held by apps`, counts && bots, <ArrowRight key="a" size={15} />, { owner: 'apps' }],
    [t`Held by nobody`, counts?.idle, <CircleDashed key="n" size={15} />, { owner: 'nobody' }],
    [t`Asked for`, counts?.waiting, <Hand key="h" size={15} />, { asked: 'yes' }],
  ];
  const waiting = (data?.page?.waiting.nodes ?? []).filter((it) => it.control.owner?.__typename === 'Inbox');
  const expiring = data?.page?.expiring.nodes ?? [];
  return (
    <Screen
      wide
      title={page.name}
      about={
        page.primaryReceiver ? (
          <Trans>Idle conversations go to {page.primaryReceiver.name} when the customer writes.</Trans>
        ) : (
          <Trans>There is no primary receiver: idle conversations stay idle when the customer writes.</Trans>
        )
      }
    >
      <Disabled />
      <div className={styles.figures}>
        {figures.map(([label, value, icon, search]) => (
          <Link
            key={label}
            className={styles.figure}
            to="/p/$pageId/inbox"
            params={{ pageId: page.id }}
            search={search as never}
          >
            <span className={styles.label}>
              {icon}
              {label}
            </span>
            <strong className="tabular">
              {value === undefined ? '–' : value.toLocaleString(i18n.locale)}
            </strong>
          </Link>
        ))}
      </div>
      <Panel title={<Trans>Who holds what</Trans>}>
        {counts ? (
          <Holders idle={counts.idle} controlled={counts.controlled} pageId={page.id} />
        ) : (
          <div className={styles.ghost} />
        )}
      </Panel>
      {/* How much room the holders take is not known before they are. */}
      <div className={styles.columns} data-waits={!counts || undefined}>
        <Panel
          flush
          title={<Trans>Control, as it moves</Trans>}
          actions={
            <Link to="/p/$pageId/timeline" params={{ pageId: page.id }} search={{}}>
              <Trans>Everything</Trans>
            </Link>
          }
        >
          <Pace now={now} />
          {recent.length === 0 ? (
            <Empty title={<Trans>Control has not moved yet</Trans>} />
          ) : (
            <ul className={styles.moves}>
              {recent.map((it) => (
                <Move key={it.cursor} event={it} now={now} />
              ))}
            </ul>
          )}
        </Panel>
        <div className={styles.side}>
          <Failing />
          <Panel flush title={<Trans>Waits for people longest</Trans>}>
            <Threads
              threads={waiting}
              none={<Trans>Nobody waits.</Trans>}
              note={(it) => ago(it.lastActivityAt, now, i18n.locale)}
            />
          </Panel>
          <Panel
            flush
            title={
              <span className={styles.title}>
                <Hourglass size={13} aria-hidden />
                <Trans>Let go next</Trans>
              </span>
            }
          >
            <Threads
              threads={expiring}
              none={<Trans>Nothing is held.</Trans>}
              note={(it) =>
                it.control.expiresAt ? span(Date.parse(it.control.expiresAt) - now, i18n.locale) : ''
              }
            />
          </Panel>
        </div>
      </div>
    </Screen>
  );
}

function Move({ event, now }: { event: LiveEvent; now: number }) {
  const { i18n } = useLingui();
  const page = usePage();
  const words = useEventWords()(event);
  const name = event.thread.customer.name ?? event.thread.customer.id;
  return (
    <li className={styles.move}>
      <Face id={event.thread.customer.id} name={name} size={26} />
      <div>
        <Link
          to="/p/$pageId/threads/$threadId"
          params={{ pageId: page.id, threadId: event.thread.id }}
          search={{}}
        >
          {name}
        </Link>
        <div>{words.words}</div>
      </div>
      <time dateTime={event.occurredAt}>{ago(event.occurredAt, now, i18n.locale)}</time>
    </li>
  );
}

function Threads(props: {
  threads: ThreadRowFragment[];
  none: ReactNode;
  note: (thread: ThreadRowFragment) => string;
}) {
  const { t } = useLingui();
  const page = usePage();
  if (props.threads.length === 0) return <p className={styles.none}>{props.none}</p>;
  return (
    <ul className={styles.threads}>
      {props.threads.map((it) => (
        <li key={it.id}>
          <Link to="/p/$pageId/threads/$threadId" params={{ pageId: page.id, threadId: it.id }} search={{}}>
            <span>{it.customer.name ?? it.customer.id}</span>
            <Owner who={it.control.owner} idle={t`Nobody`} />
            <small className="tabular">{props.note(it)}</small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
