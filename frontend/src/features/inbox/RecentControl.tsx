import { Trans, useLingui } from '@lingui/react/macro';
import { useReasons } from '../../app/events';
import { ago, useNow } from '../../app/time';
import { Owner } from '../../ui/Owner';
import type { Change } from './facts';
import styles from './RecentControl.module.css';

const SHOWN = 10;

/** The last changes of control, the newest first; null while they are not known. */
export function RecentControl({ changes }: { changes: Change[] | null }) {
  const { t, i18n } = useLingui();
  const reason = useReasons();
  const now = useNow(15_000);
  if (!changes) return <p className={styles.none} aria-busy="true" />;
  if (changes.length === 0)
    return (
      <p className={styles.none}>
        <Trans>Control has not moved in the last 100 events.</Trans>
      </p>
    );
  return (
    <ol className={styles.changes}>
      {changes.slice(0, SHOWN).map((it) => (
        <li key={it.sequence}>
          <Owner who={it.newOwner} idle={t`Nobody`} />
          <span className={styles.why}>{reason(it.reason)}</span>
          <time dateTime={it.occurredAt}>{ago(it.occurredAt, now, i18n.locale)}</time>
        </li>
      ))}
    </ol>
  );
}
