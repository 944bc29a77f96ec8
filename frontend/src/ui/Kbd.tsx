import styles from './Kbd.module.css';

/** A key, or keys after one another, as they stand on a keyboard. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((it, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key twice is two keys
        <kbd key={place}>{it}</kbd>
      ))}
    </span>
  );
}
