import styles from './Bars.module.css';

/** Counts over time as bars; whoever cannot see them hears the sum. */
export function Bars({ values, label, height = 44 }: { values: number[]; label: string; height?: number }) {
  const most = Math.max(1, ...values);
  const sum = values.reduce((a, b) => a + b, 0);
  return (
    <div className={styles.bars} role="img" aria-label={`${label}: ${sum}`} style={{ height }}>
      {values.map((value, place) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={place}
          data-empty={value === 0 || undefined}
          style={{ height: `${value === 0 ? 6 : 12 + (value / most) * 88}%` }}
        />
      ))}
    </div>
  );
}
