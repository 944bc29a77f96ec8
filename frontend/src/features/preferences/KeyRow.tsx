import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { LEADER, pressed } from '../../app/keys';
import { isConverting } from '../../app/shortcuts';
import { Hint } from '../../ui/Hint';
import { Kbd } from '../../ui/Kbd';
import styles from './Keys.module.css';

/** Pressed on the way to a key, or to none. */
const onTheWay = /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified)$/;

/** What a key does, and the button that waits for another one. Escape, or looking elsewhere, leaves it as it is. */
export function KeyRow(props: {
  what: string;
  keys: string;
  isOurs: boolean;
  refused: string | null;
  /** Without a key: ours again. */
  onPut: (key: string | undefined) => void;
  onRefuse: (words: string | null) => void;
}) {
  const { what, keys, isOurs, refused, onPut, onRefuse } = props;
  const { t } = useLingui();
  /** What was pressed so far; null while nothing is waited for. */
  const [waits, setWaits] = useState<string | null>(null);
  const press = (event: KeyboardEvent) => {
    if (waits === null || event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') return setWaits(null);
    if (event.repeat || isConverting(event.nativeEvent) || onTheWay.test(event.key)) return;
    const key = event.ctrlKey || event.metaKey || event.altKey ? null : pressed(waits, event.key);
    if (key === LEADER) return setWaits(key);
    setWaits(null);
    if (key) onPut(key);
    else onRefuse(t`Only what writes one character can be chosen, alone or after g.`);
  };
  return (
    <li>
      <div className={styles.row}>
        <span>{what}</span>
        {!isOurs && (
          <Hint label={t`As it was`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t`${what}: the key as it was`}
              onClick={() => onPut(undefined)}
            >
              <RotateCcw size={14} />
            </ActionIcon>
          </Hint>
        )}
        <button
          type="button"
          className={styles.key}
          data-waits={waits !== null || undefined}
          aria-label={waits === null ? t`${what}: ${keys}. Choose another key` : t`${what}: press a key`}
          onClick={() => {
            onRefuse(null);
            setWaits('');
          }}
          onBlur={() => setWaits(null)}
          onKeyDown={press}
        >
          {waits === null ? (
            <Kbd keys={keys} />
          ) : waits ? (
            <>
              <Kbd keys={waits} /> …
            </>
          ) : (
            <Trans>Press a key…</Trans>
          )}
        </button>
      </div>
      {refused && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
    </li>
  );
}
