import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusal, tellDone } from '../../app/refused';
import { EnableWebhookDocument, type EndpointPartsFragment, type WebhookGoOn } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import styles from './Webhooks.module.css';

/** Sends to an endpoint again that was given up on. */
export function EnableDialog({ app, onClose }: { app: EndpointPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const [from, setFrom] = useState<WebhookGoOn>('WHERE_IT_STOPPED');
  const [error, setError] = useState<string | null>(null);
  const [{ fetching }, enable] = useMutation(EnableWebhookDocument);
  const go = async () => {
    const { data, error: failed } = await enable({ input: { appId: app.id, from } });
    const refused = refusal(failed, data?.enableWebhook.userErrors);
    setError(refused);
    if (refused) return;
    tellDone(t`Events are sent to ${app.name} again`);
    onClose();
  };
  return (
    <Dialog title={<Trans>Send to {app.name} again</Trans>} onClose={onClose}>
      <div className={styles.form}>
        <Choice
          label={t`It hears first`}
          value={from}
          options={[
            { value: 'WHERE_IT_STOPPED', label: t`all that it has missed` },
            { value: 'NOW', label: t`what comes from now on` },
          ]}
          onPick={(it) => setFrom(it || 'WHERE_IT_STOPPED')}
          data-autofocus
        />
        <ErrorNote>{error}</ErrorNote>
        <End>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button onClick={go} loading={fetching}>
            <Trans>Enable</Trans>
          </Button>
        </End>
      </div>
    </Dialog>
  );
}
