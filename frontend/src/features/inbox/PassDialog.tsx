import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { participants, usePage } from '../../app/PageScope';
import type { ThreadRowFragment } from '../../gen/graphql';
import { Dialog } from '../../ui/Dialog';
import { Owner } from '../../ui/Owner';
import styles from './PassDialog.module.css';
import type { Actions } from './useActions';

/** Gives the conversation to an app, with a word for it. */
export default function PassDialog(props: {
  thread: ThreadRowFragment;
  actions: Actions;
  onClose: () => void;
}) {
  const { thread, actions, onClose } = props;
  const { t } = useLingui();
  const page = usePage();
  const apps = participants(page);
  const asking = new Set(thread.requests.map((it) => it.app.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [metadata, setMetadata] = useState('');
  const target = apps.find((it) => it.id === (chosen ?? thread.requests[0]?.app.id ?? apps[0]?.id));
  const pass = async () => {
    if (target && (await actions.pass(target.id, target.name, metadata))) onClose();
  };
  return (
    <Dialog onClose={onClose} title={<Trans>Pass to an app</Trans>}>
      <div className={styles.apps} role="radiogroup" aria-label={t`App`}>
        {apps.map((it) => (
          <button
            key={it.id}
            type="button"
            role="radio"
            aria-checked={it.id === target?.id}
            className={styles.app}
            onClick={() => setChosen(it.id)}
          >
            <Owner who={{ __typename: 'App', id: it.id, name: it.name }} idle="" />
            <span>{asking.has(it.id) ? t`asks for it` : it.isPrimary ? t`primary receiver` : ''}</span>
          </button>
        ))}
      </div>
      <Textarea
        label={t`A word for the app`}
        description={t`Optional; at most 1,000 characters.`}
        maxLength={1_000}
        rows={3}
        value={metadata}
        onChange={(event) => setMetadata(event.currentTarget.value)}
      />
      <div className={styles.end}>
        <Button variant="default" onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button onClick={pass} disabled={!target} loading={actions.doing === 'passing'}>
          {target ? <Trans>Pass to {target.name}</Trans> : <Trans>Pass</Trans>}
        </Button>
      </div>
    </Dialog>
  );
}
