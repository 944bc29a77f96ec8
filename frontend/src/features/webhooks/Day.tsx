import { Trans, useLingui } from '@lingui/react/macro';
import type { EndpointQuery } from '../../gen/graphql';
import styles from './Webhooks.module.css';

type Tally = NonNullable<NonNullable<NonNullable<EndpointQuery['app']>['webhook']>['last24Hours']>;

/** How much of what happened in the last 24 hours an endpoint has taken. */
export function Day({ tally }: { tally: Tally }) {
  const { i18n } = useLingui();
  const { delivered, waiting, failed } = tally;
  const all = delivered + waiting + failed;
  if (all === 0) {
    return (
      <span className={styles.quiet}>
        <Trans>Nothing was sent</Trans>
      </span>
    );
  }
  const share = delivered / all;
  const percent = new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(i18n.locale).format(all);
  return (
    <span className={styles.day}>
      {/* What is not quite all is not rounded to it. */}
      <span className="tabular">
        {percent.format(Math.floor(share * 1000) / 1000)}{' '}
        <small>
          <Trans>of {number}</Trans>
        </small>
      </span>
      <span className={styles.bar} aria-hidden>
        <i style={{ flex: delivered }} />
        <i style={{ flex: waiting + failed }} />
      </span>
    </span>
  );
}
