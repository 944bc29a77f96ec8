import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { type Action, holderOf, keyOf, ours } from '../../app/keys';
import { resetKeys, setKey, setOn, useKeys } from '../../app/shortcuts';
import { useKeyWords } from '../../app/useKeyWords';
import { Panel } from '../../ui/Screen';
import { KeyRow } from './KeyRow';
import styles from './Keys.module.css';

/** Which key does what, to be chosen one by one, or not to be had at all. */
export function Keys() {
  const { t } = useLingui();
  const { isOn, chosen } = useKeys();
  const groups = useKeyWords();
  const [refused, setRefused] = useState<{ action: Action; words: string } | null>(null);
  const words = new Map(groups.flatMap((it) => it.actions));
  /** Gives it the key, unless something else has it. */
  const put = (action: Action, key: string | undefined) => {
    const wanted = key ?? ours[action];
    const holder = holderOf(wanted, action, chosen);
    const name = holder && words.get(holder);
    setRefused(name ? { action, words: t`${wanted} is the key of “${name}”. Change that one first.` } : null);
    if (!holder) setKey(action, wanted === ours[action] ? undefined : wanted);
  };
  return (
    <Panel
      title={<span id="keys" className={styles.heading}>{t`Single-key shortcuts`}</span>}
      about={<Trans>Off, only Ctrl K and the keys of the writing field remain.</Trans>}
      actions={
        <Switch
          aria-labelledby="keys"
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
      }
    >
      {isOn && (
        <>
          <div className={styles.groups}>
            {groups.map(({ title, actions }) => (
              <section key={title}>
                <h3 className={styles.title}>{title}</h3>
                <ul className={styles.keys} aria-label={title}>
                  {actions.map(([action, what]) => (
                    <KeyRow
                      key={action}
                      what={what}
                      keys={keyOf(action, chosen)}
                      isOurs={!chosen[action]}
                      refused={refused?.action === action ? refused.words : null}
                      onPut={(it) => put(action, it)}
                      onRefuse={(it) => setRefused(it ? { action, words: it } : null)}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
          <div className={styles.end}>
            <Button
              size="xs"
              variant="default"
              disabled={Object.keys(chosen).length === 0}
              onClick={() => {
                setRefused(null);
                resetKeys();
              }}
            >
              <Trans>All keys as they were</Trans>
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}
