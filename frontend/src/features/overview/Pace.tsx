import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { usePage } from '../../app/PageScope';
import { minute } from '../../app/time';
import { Sparkline } from '../../ui/Sparkline';
import styles from './Pace.module.css';
import { pace } from './pace';
import { usePace } from './usePace';

/** How often control moved in the last hour. */
export function Pace({ now }: { now: number }) {
  const { t, i18n } = useLingui();
  const page = usePage();
  const { moments, since } = usePace();
  const points = since === null ? [] : pace(moments, now, since);
  const first = points[0];
  const sum = points.reduce((all, it) => all + it.count, 0);
  const clock = (at: number) => minute(new Date(at).toISOString(), i18n.locale);
  return (
    <div className={styles.pace} aria-busy={since === null || undefined}>
      {first && (
        <>
          <Sparkline
            label={t`Moves of control since ${clock(first.from)}, three minutes a point: ${sum}`}
            head={[<Trans key="time">Time</Trans>, <Trans key="moves">Moves of control</Trans>]}
            points={points.map((it) => ({ name: clock(it.from), count: it.count }))}
          />
          <p className={styles.axis}>
            <span className="tabular" aria-hidden>
              {clock(first.from)}
            </span>
            <Link to="/p/$pageId/timeline" params={{ pageId: page.id }} search={{ kind: 'control' }}>
              <Plural value={sum} one="# move of control" other="# moves of control" />
            </Link>
            <span aria-hidden>
              <Trans>now</Trans>
            </span>
          </p>
        </>
      )}
    </div>
  );
}
