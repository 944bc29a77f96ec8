import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellDone } from '../../app/refused';
import { SubscribeDocument, type WebhookField } from '../../gen/graphql';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import styles from './dialog.module.css';
import { fields, useFieldWords } from './fields';

/** Lets an app take part in the page, and says what it hears. */
export function SubscribeDialog({
  app,
  current,
  onClose,
}: {
  app: { id: string; name: string };
  current?: WebhookField[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const page = usePage();
  const words = useFieldWords();
  const [chosen, setChosen] = useState<WebhookField[]>(current ?? fields);
  const [error, setError] = useState<string | null>(null);
  const [{ fetching }, subscribe] = useMutation(SubscribeDocument);
  const save = async () => {
    const { data, error: failed } = await subscribe({
      input: { pageId: page.id, appId: app.id, fields: chosen },
    });
    const refused = refusal(failed, data?.subscribeApp.userErrors);
    setError(refused);
    if (refused) return;
    tellDone(current ? t`Saved` : t`${app.name} takes part now`);
    onClose();
  };
  return (
    <Dialog
      onClose={onClose}
      title={
        current ? (
          <Trans>What {app.name} hears</Trans>
        ) : (
          <Trans>
            Subscribe {app.name} to {page.name}
          </Trans>
        )
      }
    >
      <div className={styles.form}>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="visually-hidden">
            <Trans>Events that reach it</Trans>
          </legend>
          <div className={styles.checks}>
            {fields.map((it) => (
              <Checkbox
                key={it}
                label={words[it]}
                description={<code>{it.toLowerCase()}</code>}
                checked={chosen.includes(it)}
                onChange={(event) =>
                  setChosen(
                    event.currentTarget.checked ? [...chosen, it] : chosen.filter((other) => other !== it),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
        <ErrorNote>{error}</ErrorNote>
        <div className={styles.end}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button onClick={save} loading={fetching} disabled={chosen.length === 0}>
            {current ? <Trans>Save</Trans> : <Trans>Subscribe</Trans>}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
