import type { ReactNode } from 'react';
import styles from './StatusBadge.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'bot' | 'mute';

/** A state in a word; its colour says it again. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}
