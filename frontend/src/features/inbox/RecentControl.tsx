import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { type AnyEvent, useReasons } from '../../app/events';
import { useLive } from '../../app/live';
import { usePage } from '../../app/PageScope';
import { ago, useNow } from '../../app/time';
import { ThreadTimelineDocument } from '../../gen/graphql';
import { Owner } from '../../ui/Owner';
import styles from './RecentControl.module.css';

type Change = Extract<AnyEvent, { __typename: 'ControlChanged' }>;

const isChange = (event: AnyEvent): event is Change => event.__typename === 'ControlChanged';

/** The last changes of control, the newest first. */
export function RecentControl({ threadId }: { threadId: string }) {
  const { t, i18n } = useLingui();
  const reason = useReasons();
  const client = useClient();
  const page = usePage();
  const now = useNow(15_000);
  const [changes, setChanges] = useState<Change[] | null>(null);
  useEffect(() => {
    let open = true;
    client
      .query(
        ThreadTimelineDocument,
        { id: threadId, last: 100, reads: page.reads },
        { requestPolicy: 'network-only' },
      )
      .toPromise()
      .then(({ data }) => {
        if (open && data?.thread) setChanges(data.thread.events.nodes.filter(isChange).reverse());
      });
    return () => {
      open = false;
    };
  }, [client, threadId, page.reads]);
  useLive((event) => {
    if (event.thread.id === threadId && isChange(event)) setChanges((it) => [event, ...(it ?? [])]);
  });
  if (!changes) return <p className={styles.none} aria-busy="true" />;
  if (changes.length === 0)
    return (
      <p className={styles.none}>
        <Trans>Control has not moved in the last 100 events.</Trans>
      </p>
    );
  return (
    <ol className={styles.changes}>
      {changes.slice(0, 8).map((it) => (
        <li key={it.sequence}>
          <Owner who={it.newOwner} idle={t`Nobody`} />
          <span className={styles.why}>{reason(it.reason)}</span>
          <time dateTime={it.occurredAt}>{ago(it.occurredAt, now, i18n.locale)}</time>
        </li>
      ))}
    </ol>
  );
}
