import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useEventWords } from '../../app/events';
import { type LiveEvent, useLive } from '../../app/live';
import { clock } from '../../app/time';
import styles from './Simulator.module.css';

/** What happens to this customer's conversation, the newest first. */
export function Watch({ customerId }: { customerId: string }) {
  const { i18n } = useLingui();
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const words = useEventWords();
  useLive((event) => {
    if (event.thread.customer.id === customerId) setEvents((it) => [event, ...it].slice(0, 100));
  });
  if (events.length === 0)
    return (
      <p className={styles.none}>
        <Trans>Nothing yet. Write something on the left.</Trans>
      </p>
    );
  return (
    <ol className={styles.events}>
      {events.map((it) => {
        const shown = words(it);
        return (
          <li key={it.cursor}>
            <time className="tabular" dateTime={it.occurredAt}>
              {clock(it.occurredAt, i18n.locale)}
            </time>
            {shown.icon}
            <span>
              {shown.words}
              {shown.detail && <q>{shown.detail}</q>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
