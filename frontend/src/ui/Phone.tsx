import type { ReactNode } from 'react';
import styles from './Phone.module.css';

/** The customer's side, as a telephone. */
export function Phone({ name, children, footer }: { name: string; children: ReactNode; footer?: ReactNode }) {
  return (
    <div className={styles.phone}>
      <div className={styles.top}>
        <span className={styles.avatar} aria-hidden>
          {[...name][0]}
        </span>
        <strong>{name}</strong>
      </div>
      <div className={styles.screen}>{children}</div>
      {footer}
    </div>
  );
}
