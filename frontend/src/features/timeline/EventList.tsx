import type { AnyEvent } from '../../app/events';
import { EventLine } from './EventLine';
import styles from './EventList.module.css';
import { payload } from './payload';

/** The newest first, one a line, or all as the API has them. */
export function EventList({
  events,
  threadId,
  asJson,
}: {
  events: AnyEvent[];
  threadId: string;
  asJson: boolean;
}) {
  const newest = events.toReversed();
  if (asJson) return <pre className={styles.json}>{`[${newest.map(payload).join(', ')}]`}</pre>;
  return (
    <ul className={styles.events}>
      {newest.map((it) => (
        <EventLine key={it.sequence} event={it} threadId={threadId} />
      ))}
    </ul>
  );
}
