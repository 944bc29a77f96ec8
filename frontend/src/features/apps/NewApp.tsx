import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { CreateAppDocument, type CreateAppMutation } from '../../gen/graphql';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { Secret } from '../../ui/Secret';
import styles from './dialog.module.css';

type Made = NonNullable<CreateAppMutation['createApp']['app']>;

/** Makes an app, and shows its secret the one time that it can be seen. */
export function NewApp({ onClose, onMade }: { onClose: () => void; onMade: (app: Made) => void }) {
  const { t } = useLingui();
  const [{ fetching }, create] = useMutation(CreateAppDocument);
  const [error, setError] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { data, error: failed } = await create({
      input: { name: String(form.get('name')), id: String(form.get('id')) || undefined },
    });
    setError(refusal(failed, data?.createApp.userErrors));
    if (data?.createApp.app) {
      onMade(data.createApp.app);
      setSecret(data.createApp.appSecret ?? null);
    }
  };
  return (
    <Dialog
      onClose={onClose}
      title={secret ? <Trans>The app's secret</Trans> : <Trans>New app</Trans>}
      stays={!!secret}
    >
      {secret ? (
        <div className={styles.form}>
          <p className={styles.text}>
            <Trans>
              It signs the app's webhooks. This is the only time that it is shown: keep it where the app can
              read it.
            </Trans>
          </p>
          <Secret label={t`App secret`} value={secret} />
          <div className={styles.end}>
            <Button onClick={onClose}>
              <Trans>I have kept it</Trans>
            </Button>
          </div>
        </div>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            name="name"
            label={t`Name`}
            required
            maxLength={200}
            data-autofocus
            withAsterisk={false}
          />
          <TextInput
            name="id"
            label={t`Id`}
            description={t`If the app exists on the Graph API: its id there. Else leave it out.`}
            inputMode="numeric"
            pattern="[0-9]*"
          />
          <ErrorNote>{error}</ErrorNote>
          <div className={styles.end}>
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={fetching}>
              <Trans>Create</Trans>
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
