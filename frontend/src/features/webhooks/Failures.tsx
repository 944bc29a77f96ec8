import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Lock, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { participants, usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { full } from '../../app/time';
import { useList } from '../../app/useList';
import { type FailureRowFragment, FailuresDocument } from '../../gen/graphql';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import table from '../../ui/table.module.css';
import { RecoverDialog } from './RecoverDialog';
import styles from './Webhooks.module.css';

/** What each app of the page did not get, by what it failed for. */
export default function Failures() {
  const { t } = useLingui();
  const page = usePage();
  const { user } = useViewer();
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
      title={t`Failures`}
      about={
        <Trans>
          Events that no try got through, by app and reason: the newest 10,000 of each, of the last 30 days.
        </Trans>
      }
      actions={
        <Link to="/p/$pageId/webhooks" params={{ pageId: page.id }}>
          <Trans>All webhooks</Trans>
        </Link>
      }
    >
      {participants(page).map((it) => (
        <AppFailures key={it.id} app={it} />
      ))}
    </Screen>
  );
}

function AppFailures({ app }: { app: { id: string; name: string } }) {
  const { t, i18n } = useLingui();
  const page = usePage();
  const [recovered, setRecovered] = useState<FailureRowFragment | null>(null);
  const list = useList(FailuresDocument, { appId: app.id, first: 50 }, (it) => it.webhookFailures);
  const close = () => {
    setRecovered(null);
    list.reload();
  };
  const number = (it: number) => new Intl.NumberFormat(i18n.locale).format(it);
  return (
    <Panel
      flush
      title={
        <Link
          to="/p/$pageId/webhooks/$appId"
          params={{ pageId: page.id, appId: app.id }}
          search={{ status: 'FAILED' }}
        >
          {app.name}
        </Link>
      }
    >
      <ErrorNote>{list.refused}</ErrorNote>
      {list.rows?.length === 0 && (
        <p className={styles.none}>
          <CircleCheck size={15} aria-hidden />
          <Trans>Nothing has failed.</Trans>
        </p>
      )}
      {!!list.rows?.length && (
        <div className={`${table.scroll} ${table.under}`}>
          <table className={table.table} aria-label={t`Failures of ${app.name}`}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Reason</Trans>
                </th>
                <th scope="col">
                  <Trans>Events</Trans>
                </th>
                <th scope="col">
                  <Trans>First</Trans>
                </th>
                <th scope="col">
                  <Trans>Last</Trans>
                </th>
                <th scope="col">
                  <span className="visually-hidden">
                    <Trans>Actions</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map((it) => (
                <tr key={it.cause}>
                  <td className={styles.url}>
                    {it.statusCode ? (
                      <Trans>It answered {it.statusCode}</Trans>
                    ) : (
                      <Trans>
                        No answer: <code>{it.cause}</code>
                      </Trans>
                    )}
                  </td>
                  <td className="tabular">{number(it.count)}</td>
                  <td>
                    <time dateTime={it.firstAt}>{full(it.firstAt, i18n.locale)}</time>
                  </td>
                  <td>
                    <time dateTime={it.lastAt}>{full(it.lastAt, i18n.locale)}</time>
                  </td>
                  <td className={table.end}>
                    <Button
                      size="xs"
                      variant="default"
                      leftSection={<RotateCw size={13} />}
                      onClick={() => setRecovered(it)}
                    >
                      <Trans>Send again…</Trans>
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.more && (
        <Button size="xs" variant="default" onClick={list.more}>
          <Trans>Earlier ones</Trans>
        </Button>
      )}
      {recovered && <RecoverDialog app={app} failure={recovered} onClose={close} />}
    </Panel>
  );
}
