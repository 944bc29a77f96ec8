import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { choose, type Locale, locales } from '../../app/i18n';
import { Mark } from '../../ui/Mark';
import styles from './Gate.module.css';

/** What stands before the door: one thing to do, and the language to do it in. */
export function Gate({
  title,
  about,
  children,
}: {
  title: ReactNode;
  about?: ReactNode;
  children: ReactNode;
}) {
  const { i18n, t } = useLingui();
  return (
    <div className={styles.gate}>
      <Passing />
      <main className={styles.card}>
        <Mark size={40} />
        <h1 className={styles.title}>{title}</h1>
        {about && <p className={styles.about}>{about}</p>}
        {children}
      </main>
      <footer>
        <div className={styles.footer} role="group" aria-label={t`Language`}>
          {(Object.keys(locales) as Locale[]).map((it) => (
            <button
              key={it}
              type="button"
              lang={it}
              aria-pressed={i18n.locale === it}
              onClick={() => choose(it)}
            >
              {locales[it]}
            </button>
          ))}
        </div>
      </footer>
    </div>
  );
}

/** Batons being passed: what the product does, as a picture. */
function Passing() {
  const lanes = [14, 29, 44, 59, 74, 89];
  return (
    <div className={styles.lanes} aria-hidden>
      {lanes.map((top, place) => (
        <span
          key={top}
          className={styles.lane}
          style={{ top: `${top}%`, animationDelay: `${-place * 3.7}s` }}
        >
          <i style={{ width: `${14 + ((place * 7) % 12)}%` }} />
          <i style={{ width: `${9 + ((place * 5) % 9)}%` }} />
          <i style={{ width: `${18 + ((place * 11) % 10)}%` }} />
        </span>
      ))}
    </div>
  );
}
