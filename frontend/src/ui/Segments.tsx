import { type ReactNode, useId } from 'react';
import styles from './Segments.module.css';

type Option<T extends string> = { value: T; label: ReactNode };

/** One of a few, all of them in sight. */
export function Segments<T extends string>(props: {
  value: T;
  onChange: (value: T) => void;
  options: Option<T>[];
  'aria-label'?: string;
  'aria-labelledby'?: string;
}) {
  const { value, onChange, options, ...named } = props;
  const name = useId();
  return (
    <div className={styles.segments} role="radiogroup" {...named}>
      {options.map((it) => (
        <label key={it.value}>
          <input type="radio" name={name} checked={it.value === value} onChange={() => onChange(it.value)} />
          <span>{it.label}</span>
        </label>
      ))}
    </div>
  );
}
