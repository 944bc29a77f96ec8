import { Trans, useLingui } from '@lingui/react/macro';
import { Bot, ChevronRight, UserRound } from 'lucide-react';
import { useState } from 'react';
import { ago, full, useNow } from '../../app/time';
import type { AuditLogQuery } from '../../gen/graphql';
import { Face } from '../../ui/Owner';
import styles from './Audit.module.css';
import { changes } from './changes';
import { useAuditWords } from './words';

type Entry = AuditLogQuery['auditLog']['nodes'][number];

/** Who did what and when; on demand from where, and how it was before and after. */
export function EntryLine({ entry, onThing }: { entry: Entry; onThing: (id: string) => void }) {
  const { i18n } = useLingui();
  const { kinds, actors } = useAuditWords();
  const now = useNow(30_000);
  const [open, setOpen] = useState(false);
  const { actor } = entry;
  const name = actor.user?.name ?? actor.app?.name ?? actors[actor.kind];
  const changed = changes(entry.before, entry.after);
  return (
    <li className={styles.entry}>
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        {actor.user ? (
          <Face id={actor.user.id} name={actor.user.name} size={24} />
        ) : (
          <span className={styles.face} aria-hidden>
            {actor.app ? <Bot size={14} /> : <UserRound size={14} />}
          </span>
        )}
        <span className={styles.what}>
          <strong>{name}</strong> {kinds[entry.kind]}
          {entry.page && <small>{entry.page.name}</small>}
        </span>
        <time dateTime={entry.at} title={full(entry.at, i18n.locale)}>
          {ago(entry.at, now, i18n.locale)}
        </time>
        <ChevronRight className={styles.chevron} size={14} aria-hidden />
      </button>
      {open && (
        <div className={styles.more}>
          {changed.length > 0 && (
            <dl className={styles.changes}>
              {changed.map((it) => (
                <div key={it.name}>
                  <dt>{it.name}</dt>
                  <dd>
                    {it.from !== null && <del>{it.from}</del>}
                    {it.to !== null && <ins>{it.to}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
          <p className={styles.where}>
            <span>{full(entry.at, i18n.locale)}</span>
            {entry.address && <span className="mono">{entry.address}</span>}
            {entry.userAgent && <span>{entry.userAgent}</span>}
            {entry.requestId && (
              <span>
                <Trans>
                  request <code>{entry.requestId}</code>
                </Trans>
              </span>
            )}
          </p>
          <button type="button" className={styles.thing} onClick={() => onThing(entry.objectId)}>
            <Trans>
              All that was done to <code>{entry.objectId}</code>
            </Trans>
          </button>
        </div>
      )}
    </li>
  );
}
