import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { usePage } from '../../app/PageScope';
import { useViewer } from '../../app/Shell';
import { Owner } from '../../ui/Owner';
import { Panel } from '../../ui/Screen';
import styles from './Overview.module.css';
import { useFailing } from './useFailing';

/** Apps that events did not get through to, for those who can send them again. */
export function Failing() {
  const { user } = useViewer();
  return user?.isAdmin ? <List /> : null;
}

function List() {
  const { t } = useLingui();
  const page = usePage();
  const failing = useFailing();
  return (
    <Panel flush title={<Trans>Needs attention</Trans>}>
      {failing?.length ? (
        <ul className={styles.threads} aria-label={t`Events that failed`}>
          {failing.map(({ app, count }) => (
            <li key={app.id}>
              <Link to="/p/$pageId/webhooks/failures" params={{ pageId: page.id }}>
                <Owner who={{ __typename: 'App', ...app }} idle="" />
                <span className={styles.failed}>
                  <Plural value={count} one="# event failed" other="# events failed" />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none} aria-busy={!failing || undefined}>
          {failing ? <Trans>Every event got through.</Trans> : '…'}
        </p>
      )}
    </Panel>
  );
}
