import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useDisabledReasons } from '../../app/disabled';
import { usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { full } from '../../app/time';
import styles from './Disabled.module.css';

/** Apps that hear nothing since their endpoints were disabled. As long as there are none, there is nothing to see. */
export function Disabled() {
  const { t, i18n } = useLingui();
  const page = usePage();
  const { user, disabled } = useViewer();
  const reasons = useDisabledReasons();
  if (disabled.length === 0) return null;
  return (
    <section className={styles.box} aria-label={t`Disabled endpoints`}>
      <CircleAlert size={16} aria-hidden />
      <ul>
        {disabled.map((it) => (
          <li key={it.id}>
            <strong>
              <Trans>Nothing is sent to {it.name}.</Trans>
            </strong>{' '}
            {it.webhook?.disabledReason && reasons[it.webhook.disabledReason]}{' '}
            {it.webhook?.disabledAt && (
              <Trans>
                Disabled since{' '}
                <time dateTime={it.webhook.disabledAt}>{full(it.webhook.disabledAt, i18n.locale)}</time>.
              </Trans>
            )}{' '}
            {user?.isAdmin ? (
              <Link to="/p/$pageId/webhooks/$appId" params={{ pageId: page.id, appId: it.id }} search={{}}>
                <Trans>To the endpoint of {it.name}</Trans>
              </Link>
            ) : (
              <Trans>An administrator can enable it again.</Trans>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
