import { Trans, useLingui } from '@lingui/react/macro';
import type { CSSProperties } from 'react';
import { span } from '../../app/time';
import { Owner } from '../../ui/Owner';
import { hueOf } from '../../ui/owner';
import { EventLine } from './EventLine';
import styles from './TenureList.module.css';
import type { Tenure } from './tenures';

/** The newest first: who held it, for how long, and what happened meanwhile. */
export function TenureList({
  tenures,
  threadId,
  now,
  locale,
}: {
  tenures: Tenure[];
  threadId: string;
  now: number;
  locale?: string | null;
}) {
  const { t, i18n } = useLingui();
  return (
    <ol className={styles.tenures}>
      {tenures
        .toReversed()
        .filter((it) => it.events.length > 0)
        .map((it) => (
          <li
            key={it.key}
            id={`tenure-${it.key}`}
            className={styles.tenure}
            data-kind={it.who?.__typename ?? 'idle'}
            style={{ '--h': hueOf(it.who?.id ?? '') } as CSSProperties}
          >
            <div className={styles.head}>
              <Owner who={it.who} idle={t`Nobody`} />
              <span className={styles.lasted}>
                {it.to === null ? (
                  <Trans>for {span(now - it.from, i18n.locale)} until now</Trans>
                ) : (
                  <Trans>for {span(it.to - it.from, i18n.locale)}</Trans>
                )}
              </span>
            </div>
            <ul className={styles.points}>
              {it.events.toReversed().map((event) => (
                <EventLine key={event.sequence} event={event} threadId={threadId} locale={locale} />
              ))}
            </ul>
          </li>
        ))}
    </ol>
  );
}
