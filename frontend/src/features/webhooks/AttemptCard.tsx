import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { full } from '../../app/time';
import type { AttemptPartsFragment } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import styles from './Deliveries.module.css';
import { pretty } from './pretty';

/** One try: how the endpoint answered and how long that took; on demand what it said. */
export function AttemptCard({ attempt, open }: { attempt: AttemptPartsFragment; open?: boolean }) {
  const { i18n } = useLingui();
  const [shown, setShown] = useState(open ?? false);
  return (
    <div className={styles.attempt}>
      <button type="button" className={styles.try} aria-expanded={shown} onClick={() => setShown(!shown)}>
        <Badge tone={attempt.succeeded ? 'ok' : 'bad'}>
          {attempt.statusCode ?? <Trans>no answer</Trans>}
        </Badge>
        <time dateTime={attempt.at}>{full(attempt.at, i18n.locale)}</time>
        <span className="tabular">{attempt.latency.toLocaleString(i18n.locale)} ms</span>
        {attempt.slow && (
          <Badge tone="warn">
            <Trans>slow</Trans>
          </Badge>
        )}
        {attempt.manual && (
          <Badge tone="mute">
            <Trans>by hand</Trans>
          </Badge>
        )}
      </button>
      {attempt.error && <p className={styles.why}>{attempt.error}</p>}
      {shown && (
        <>
          <p className={styles.to}>
            POST <code>{attempt.url}</code>
          </p>
          {attempt.requestHead && <pre>{attempt.requestHead}</pre>}
          {attempt.responseHead || attempt.responseBody ? (
            <>
              <p className={styles.label}>
                <Trans>Its answer</Trans>
              </p>
              {attempt.responseHead && <pre>{attempt.responseHead}</pre>}
              {attempt.responseBody && <pre>{pretty(attempt.responseBody)}</pre>}
            </>
          ) : (
            <p className={styles.to}>
              <Trans>It answered without headers or body.</Trans>
            </p>
          )}
        </>
      )}
    </div>
  );
}
