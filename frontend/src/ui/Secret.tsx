import { CopyValue } from './CopyValue';
import styles from './Secret.module.css';

/** A value to be copied; shown whole, because it is shown once. */
export function Secret({ label, value }: { label: string; value: string }) {
  return (
    <div className={styles.secret}>
      <span className={styles.label}>{label}</span>
      <code className={styles.value}>{value}</code>
      <CopyValue label={label} value={value} />
    </div>
  );
}
