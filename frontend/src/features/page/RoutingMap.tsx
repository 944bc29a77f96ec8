import { Trans, useLingui } from '@lingui/react/macro';
import { Link2, Megaphone, MessageCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { participants, usePage } from '../../app/PageScope';
import type { EntryPointPartsFragment } from '../../gen/graphql';
import { Owner } from '../../ui/Owner';
import { Panel } from '../../ui/Screen';
import table from '../../ui/table.module.css';
import styles from './RoutingMap.module.css';

/**
 * The ways that conversations take: from where the customer comes in, to the app, to the primary receiver, to people. Each
 * step names the rule that it goes by. `chosen` is the way that was asked about: an entry point's id, or `message`.
 */
export function RoutingMap({
  points,
  chosen,
}: {
  points: readonly EntryPointPartsFragment[];
  chosen: string | null;
}) {
  const { t } = useLingui();
  const page = usePage();
  const reviewed = new Set(participants(page).flatMap((it) => (it.review.live ? [it.id] : [])));
  const primary = page.primaryReceiver && ({ __typename: 'App', ...page.primaryReceiver } as const);
  const people = (
    <Step rule="inbox_reply_takes">
      <Owner who={{ __typename: 'Inbox', ...page.inbox }} idle="" />
    </Step>
  );
  const unreviewed = (id: string | undefined) =>
    id && !reviewed.has(id) ? (
      <small className={styles.note}>
        <Trans>not reviewed: reaches its testers alone</Trans>
      </small>
    ) : null;
  return (
    <Panel
      flush
      title={<Trans>The ways that conversations take</Trans>}
      about={
        <Trans>While nobody holds a conversation. Above each arrow stands the rule of the protocol.</Trans>
      }
    >
      <div className={`${table.scroll} ${table.under}`}>
        <table className={`${table.table} ${styles.map}`}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>The customer</Trans>
              </th>
              <th scope="col">
                <Trans>Goes to</Trans>
              </th>
              <th scope="col">
                <Trans>Once it lets go, with the next message</Trans>
              </th>
              <th scope="col">
                <Trans>People take it by answering</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((it) => (
              <tr key={it.id} aria-current={chosen === it.id || undefined}>
                <th scope="row">
                  <From icon={it.source === 'AD' ? <Megaphone size={14} /> : <Link2 size={14} />}>
                    {it.source === 'AD' ? t`Ad` : t`Link`} <code>{it.key}</code>
                  </From>
                </th>
                <td>
                  <Step rule="entry_point">
                    <Owner who={{ __typename: 'App', ...it.app }} idle="" />
                    {unreviewed(it.app.id)}
                  </Step>
                </td>
                <td>
                  <Step rule="idle_goes_to_primary">
                    <Owner who={primary} idle={t`Nobody`} />
                  </Step>
                </td>
                <td>{people}</td>
              </tr>
            ))}
            <tr aria-current={chosen === 'message' || undefined}>
              <th scope="row">
                <From icon={<MessageCircle size={14} />}>
                  <Trans>Writes, or comes any other way</Trans>
                </From>
              </th>
              <td>
                <Step rule="idle_goes_to_primary">
                  <Owner who={primary} idle={t`Nobody`} />
                  {unreviewed(primary?.id)}
                </Step>
              </td>
              <td>
                <Step rule="idle_goes_to_primary">
                  <Owner who={primary} idle={t`Nobody`} />
                </Step>
              </td>
              <td>{people}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function From({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.from}>
      <span aria-hidden>{icon}</span>
      <span>{children}</span>
    </span>
  );
}

/** An arrow with the rule above it, and where it leads. */
function Step({ rule, children }: { rule: string; children: ReactNode }) {
  return (
    <span className={styles.step}>
      <code className={styles.arrow}>{rule}</code>
      <span className={styles.end}>{children}</span>
    </span>
  );
}
