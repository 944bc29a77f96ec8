import { Bot, Inbox } from 'lucide-react';
import type { CSSProperties } from 'react';
import styles from './Owner.module.css';
import { hueOf, initials, type Who } from './owner';

const hue = (who: Who) => ({ '--h': hueOf(who.id) }) as CSSProperties;

/** Who holds a thread: a coloured mark and the name. Null is nobody. */
export function Owner({
  who,
  idle,
  strong,
}: {
  who: Who | null | undefined;
  idle: string;
  strong?: boolean;
}) {
  if (!who) {
    return (
      <span className={styles.owner} data-kind="idle">
        <span className={styles.ring} aria-hidden />
        {idle}
      </span>
    );
  }
  const Icon = who.__typename === 'Inbox' ? Inbox : Bot;
  return (
    <span
      className={styles.owner}
      data-kind={who.__typename}
      data-strong={strong || undefined}
      style={hue(who)}
    >
      <span className={styles.mark} aria-hidden>
        <Icon size={11} strokeWidth={2.4} />
      </span>
      <span className={styles.name}>{who.name}</span>
    </span>
  );
}

/** A person or customer, by their initials. */
export function Face({ name, id, size = 32 }: { name: string; id: string; size?: number }) {
  const style = { '--h': hueOf(id), width: size, height: size, fontSize: size * 0.375 } as CSSProperties;
  return (
    <span className={styles.face} style={style} aria-hidden>
      {initials(name)}
    </span>
  );
}
