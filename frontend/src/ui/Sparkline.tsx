import type { ReactNode } from 'react';
import styles from './Sparkline.module.css';

const HEIGHT = 40;
const STEP = 10;

/** Counts over time as a line; whoever cannot see it has the same in a table. */
export function Sparkline(props: {
  label: string;
  /** What each count is of, for the table's head and rows. */
  head: [ReactNode, ReactNode];
  points: { name: string; count: number }[];
}) {
  const { label, head, points } = props;
  const most = Math.max(1, ...points.map((it) => it.count));
  const width = Math.max(1, points.length - 1) * STEP;
  const line = points.map(
    ({ count }, place) => `${place * STEP},${HEIGHT - (count / most) * (HEIGHT - 4) - 2}`,
  );
  return (
    <>
      <svg
        className={styles.spark}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <polygon points={`0,${HEIGHT} ${line.join(' ')} ${width},${HEIGHT}`} />
        <polyline points={line.join(' ')} vectorEffect="non-scaling-stroke" />
      </svg>
      <table className="visually-hidden">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{head[0]}</th>
            <th scope="col">{head[1]}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((it) => (
            <tr key={it.name}>
              <th scope="row">{it.name}</th>
              <td>{it.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
