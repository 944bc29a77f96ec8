import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton } from '@mantine/core';
import { CheckCheck, MailOpen, MoveRight } from 'lucide-react';
import { participants, usePage } from '../../app/PageScope';
import type { ThreadRowFragment } from '../../gen/graphql';
import { Menu, MenuItem } from '../../ui/Menu';
import styles from './BulkBar.module.css';
import { useBulk } from './useBulk';

/** What can be done to the chosen conversations at once. */
export function BulkBar(props: {
  threads: readonly ThreadRowFragment[];
  onLeft: (ids: Set<string>) => void;
}) {
  const { t } = useLingui();
  const page = usePage();
  const bulk = useBulk(props.threads, props.onLeft);
  const count = props.threads.length;
  const busy = bulk.at !== null;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`Chosen conversations`}>
      <span role="status">
        {busy ? (
          <Trans>
            {bulk.at} of {count}…
          </Trans>
        ) : (
          <Plural value={count} one="# chosen" other="# chosen" />
        )}
      </span>
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        leftSection={<CheckCheck size={13} />}
        onClick={bulk.done}
      >
        <Trans>Done</Trans>
      </Button>
      <Menu
        label={t`Pass to`}
        width={220}
        target={(button) => (
          <button {...button} className={styles.pass} disabled={busy}>
            <MoveRight size={13} aria-hidden />
            <Trans>Pass…</Trans>
          </button>
        )}
      >
        {participants(page).map((it) => (
          <MenuItem key={it.id} onSelect={() => bulk.pass(it.id)}>
            {it.name}
          </MenuItem>
        ))}
      </Menu>
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        leftSection={<MailOpen size={13} />}
        onClick={bulk.read}
      >
        <Trans>Read</Trans>
      </Button>
      <CloseButton size="sm" aria-label={t`Choose none`} onClick={() => props.onLeft(new Set())} />
    </div>
  );
}
