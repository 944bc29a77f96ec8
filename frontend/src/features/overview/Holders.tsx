import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { Owner } from '../../ui/Owner';
import { hueOf, type Who } from '../../ui/owner';
import styles from './Holders.module.css';

/** All of a page's conversations as one band, by who holds them. */
export function Holders({
  idle,
  controlled,
  pageId,
}: {
  idle: number;
  controlled: { owner: Who; count: number }[];
  pageId: string;
}) {
  const { t, i18n } = useLingui();
  const parts: { who: Who | null; count: number }[] = [
    ...controlled.map((it) => ({ who: it.owner, count: it.count })),
    { who: null, count: idle },
  ];
  const sum = parts.reduce((all, it) => all + it.count, 0);
  const share = new Intl.NumberFormat(i18n.locale, { style: 'percent' });
  return (
    <div>
      <div className={styles.band} aria-hidden>
        {parts
          .filter((it) => it.count > 0)
          .map((it) => (
            <i
              key={it.who?.id ?? ''}
              data-kind={it.who?.__typename ?? 'idle'}
              style={{ flexGrow: it.count, '--h': hueOf(it.who?.id ?? '') } as CSSProperties}
            />
          ))}
        {sum === 0 && <i data-kind="idle" style={{ flexGrow: 1 }} />}
      </div>
      <ul className={styles.legend}>
        {parts.map((it) => (
          <li key={it.who?.id ?? ''}>
            <Link to="/p/$pageId/inbox" params={{ pageId }} search={{ owner: it.who?.id ?? 'nobody' }}>
              <Owner who={it.who} idle={t`Nobody`} />
              <strong className="tabular">{it.count.toLocaleString(i18n.locale)}</strong>
              <small className="tabular">{sum ? share.format(it.count / sum) : ''}</small>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
