import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal, tellDone } from '../../app/refused';
import { type EndpointPartsFragment, SetWebhookDocument } from '../../gen/graphql';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import styles from './Webhooks.module.css';

/** Says where an app hears of events. The endpoint is asked before it is saved. */
export function SetDialog({ app, onClose }: { app: EndpointPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const [{ fetching }, set] = useMutation(SetWebhookDocument);
  const [error, setError] = useState<string | null>(null);
  const save = async (input: { url: string | null; verifyToken?: string }, done: string) => {
    setError(null);
    const { data, error: failed } = await set({ input: { appId: app.id, ...input } });
    const refused = refusal(failed, data?.setWebhook.userErrors);
    setError(refused);
    if (refused) return;
    tellDone(done);
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const verifyToken = String(form.get('token')) || undefined;
    save({ url: String(form.get('url')).trim(), verifyToken }, t`The endpoint answered, and is set`);
  };
  return (
    <Dialog title={<Trans>Where {app.name} hears of events</Trans>} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          name="url"
          type="url"
          label={t`Address`}
          placeholder="https://example.org/webhook"
          defaultValue={app.webhook?.url}
          required
          maxLength={2_000}
          data-autofocus
          withAsterisk={false}
        />
        <TextInput
          name="token"
          label={t`Verify token`}
          description={t`Sent along with the challenge, so that the endpoint knows who asks.`}
          maxLength={200}
          autoComplete="off"
        />
        <p className={styles.text}>
          <Trans>It is asked at once and must answer with the challenge. Events follow from then on.</Trans>
        </p>
        <ErrorNote>{error}</ErrorNote>
        <End>
          {app.webhook && (
            <Button
              variant="subtle"
              color="red"
              loading={fetching}
              onClick={() => save({ url: null }, t`The endpoint is removed`)}
            >
              <Trans>Remove it</Trans>
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={fetching}>
            <Trans>Ask and save</Trans>
          </Button>
        </End>
      </form>
    </Dialog>
  );
}
