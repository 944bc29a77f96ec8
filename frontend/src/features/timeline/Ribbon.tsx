import { useLingui } from '@lingui/react/macro';
import type { CSSProperties } from 'react';
import { clock, span as length } from '../../app/time';
import { Hint } from '../../ui/Hint';
import { Owner } from '../../ui/Owner';
import { hueOf, type Who } from '../../ui/owner';
import styles from './Ribbon.module.css';
import type { Span } from './tenures';

const kind = (who: Who | null) => (who ? who.__typename : 'idle');

/** The conversation's life as one band, coloured by who held it. */
export function Ribbon({ spans }: { spans: Span[] }) {
  const { t, i18n } = useLingui();
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return null;
  const held = new Map<string, { who: Who | null; millis: number }>();
  for (const it of spans) {
    const key = it.who?.id ?? '';
    held.set(key, { who: it.who, millis: (held.get(key)?.millis ?? 0) + it.to - it.from });
  }
  const at = (millis: number) => clock(new Date(millis).toISOString(), i18n.locale);
  return (
    <div>
      <div className={styles.ribbon}>
        {spans.map((it) => {
          const name = it.who?.name ?? t`Nobody`;
          const lasted = length(it.to - it.from, i18n.locale);
          return (
            <Hint
              key={it.key}
              label={`${name} · ${at(it.from)} – ${it.lasts ? t`now` : at(it.to)} · ${lasted}`}
            >
              <a
                href={`#tenure-${it.key}`}
                className={styles.span}
                data-kind={kind(it.who)}
                data-lasts={it.lasts || undefined}
                style={{ flexGrow: it.width * 1_000, '--h': hueOf(it.who?.id ?? '') } as CSSProperties}
                aria-label={`${name}, ${lasted}`}
              >
                <span>{it.width > 0.08 ? name : ''}</span>
              </a>
            </Hint>
          );
        })}
      </div>
      <div className={styles.axis} aria-hidden>
        <span>{at(first.from)}</span>
        <span>{t`now`}</span>
      </div>
      <ul className={styles.legend} aria-label={t`Time held`}>
        {[...held.values()]
          .sort((a, b) => b.millis - a.millis)
          .map((it) => (
            <li key={it.who?.id ?? ''}>
              <Owner who={it.who} idle={t`Nobody`} />
              <span className="tabular">{length(it.millis, i18n.locale)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
