import { useLingui } from '@lingui/react/macro';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type AnyEvent, useEventWords } from '../../app/events';
import { useViewer } from '../../app/Shell';
import { clock, full } from '../../app/time';
import { CopyLink } from './CopyLink';
import { EventDeliveries } from './EventDeliveries';
import styles from './EventLine.module.css';
import { payload } from './payload';

/** One event: when, what, and on demand everything that is known of it. */
export function EventLine({
  event,
  threadId,
  before,
  locale,
  isMarked = false,
}: {
  event: AnyEvent;
  threadId: string;
  before?: ReactNode;
  locale?: string | null;
  /** Somebody was sent to this one: it is brought into sight, with all that is known of it. */
  isMarked?: boolean;
}) {
  const { user } = useViewer();
  const { t, i18n } = useLingui();
  const [open, setOpen] = useState(isMarked);
  const shown = useEventWords()(event);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'center' });
  }, [isMarked]);
  return (
    <li
      ref={line}
      className={styles.event}
      data-tone={shown.tone}
      data-marked={isMarked || undefined}
      aria-current={isMarked || undefined}
    >
      <div className={styles.line}>
        <time className={styles.time} dateTime={event.occurredAt} title={full(event.occurredAt, i18n.locale)}>
          {clock(event.occurredAt, i18n.locale)}
        </time>
        <span className={styles.icon}>{shown.icon}</span>
        {before}
        <button type="button" className={styles.words} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span>
            {shown.words}
            {shown.detail && (
              <q
                className={styles.detail}
                lang={event.__typename === 'MessageReceived' ? (locale ?? undefined) : undefined}
              >
                {shown.detail}
              </q>
            )}
          </span>
          <ChevronRight className={styles.chevron} size={14} aria-hidden />
        </button>
      </div>
      {open && (
        <>
          <pre className={styles.payload} role="group" aria-label={t`The whole event`}>
            {payload(event)}
          </pre>
          <div className={styles.link}>
            <CopyLink event={event} />
          </div>
          {user?.isAdmin && <EventDeliveries event={event} threadId={threadId} />}
        </>
      )}
    </li>
  );
}
