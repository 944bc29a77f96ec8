import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePage } from '../../app/PageScope';
import { ago, full, span, useNow } from '../../app/time';
import type { ThreadRowFragment } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Owner } from '../../ui/Owner';
import styles from './Facts.module.css';
import { onStandby } from './facts';
import { RecentControl } from './RecentControl';
import { WINDOW } from './standing';
import { useFacts } from './useFacts';

/** What is known of the conversation beside what was said. */
export function Facts({ thread, menu }: { thread: ThreadRowFragment; menu?: string }) {
  const { t, i18n } = useLingui();
  const page = usePage();
  const now = useNow(5_000);
  const wrote = thread.lastCustomerMessageAt;
  const { changes, referral } = useFacts(thread.id);
  const standby = onStandby(page, thread.control);
  const open = wrote ? Date.parse(wrote) + WINDOW - now : 0;
  const row = (label: ReactNode, value: ReactNode) => (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <aside className={styles.facts} aria-label={t`About this conversation`}>
      <section>
        <h3>
          <Trans>Control</Trans>
        </h3>
        <dl>
          {row(<Trans>Held by</Trans>, <Owner who={thread.control.owner} idle={t`Nobody`} />)}
          {row(<Trans>Epoch</Trans>, <span className="mono">{thread.control.epoch}</span>)}
          {thread.control.expiresAt &&
            row(
              <Trans>Let go in</Trans>,
              <span className="tabular">
                {span(Date.parse(thread.control.expiresAt) - now, i18n.locale)}
              </span>,
            )}
          {row(
            <Trans>Folder</Trans>,
            <>
              {thread.folder === 'MAIN' ? t`Main` : t`General`}{' '}
              {thread.isDone && <Badge tone="ok">{t`Done`}</Badge>}
            </>,
          )}
          {row(
            <Trans>On standby</Trans>,
            standby.length > 0 ? (
              <ul className={styles.standby}>
                {standby.map((it) => (
                  <li key={it.id}>
                    <Owner who={{ __typename: 'App', id: it.id, name: it.name }} idle="" />
                  </li>
                ))}
              </ul>
            ) : (
              <Trans>Nobody</Trans>
            ),
          )}
        </dl>
      </section>
      <section>
        <h3>
          <Trans>Customer</Trans>
        </h3>
        <dl>
          {row(<Trans>Id</Trans>, <span className="mono">{thread.customer.id}</span>)}
          {thread.customer.locale && row(<Trans>Language</Trans>, thread.customer.locale)}
          {referral &&
            row(
              <Trans>Came through</Trans>,
              <span title={full(referral.occurredAt, i18n.locale)}>
                {referral.source === 'AD' ? t`Ad` : t`Link`} · <span className="mono">{referral.key}</span>
              </span>,
            )}
          {wrote && row(<Trans>Last wrote</Trans>, ago(wrote, now, i18n.locale))}
          {page.settings.enforceMessagingWindow &&
            wrote &&
            row(
              <Trans>Window</Trans>,
              open > 0 ? (
                <Badge tone="ok">
                  <Trans>{span(open, i18n.locale)} left</Trans>
                </Badge>
              ) : (
                <Badge tone="bad">
                  <Trans>Closed</Trans>
                </Badge>
              ),
            )}
          {menu && row(<Trans>Own menu by</Trans>, menu)}
        </dl>
      </section>
      <section>
        <h3>
          <Trans>Last changes of control</Trans>
          <Link
            to="/p/$pageId/threads/$threadId"
            params={{ pageId: page.id, threadId: thread.id }}
            search={{}}
            aria-label={t`The whole timeline`}
          >
            <ArrowUpRight size={15} aria-hidden />
          </Link>
        </h3>
        <RecentControl changes={changes} />
      </section>
    </aside>
  );
}
