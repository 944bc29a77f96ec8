import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { SendTestEventDocument, type WebhookSample } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { AttemptCard } from './AttemptCard';
import styles from './Webhooks.module.css';
import { useWebhookWords } from './words';

/** Sends an event that nobody caused, and shows what the endpoint said to it. */
export function TestDialog({ appId, onClose }: { appId: string; onClose: () => void }) {
  const { t } = useLingui();
  const { samples } = useWebhookWords();
  const [sample, setSample] = useState<WebhookSample>('MESSAGE');
  const [{ fetching, data }, send] = useMutation(SendTestEventDocument);
  const [error, setError] = useState<string | null>(null);
  const attempt = data?.sendTestEvent.attempt;
  const go = async () => {
    setError(null);
    const { data: sent, error: failed } = await send({ input: { appId, sample } });
    setError(refusal(failed, sent?.sendTestEvent.userErrors));
  };
  return (
    <Dialog title={<Trans>Send a test event</Trans>} onClose={onClose} wide>
      <div className={styles.form}>
        <Choice
          label={t`What happens`}
          value={sample}
          options={Object.entries(samples).map(([value, label]) => ({
            value: value as WebhookSample,
            label,
          }))}
          onPick={(it) => setSample(it || 'MESSAGE')}
          data-autofocus
        />
        <p className={styles.text}>
          <Trans>It is signed like every event. Its webhook-id begins with “test_”.</Trans>
        </p>
        <ErrorNote>{error}</ErrorNote>
        {attempt && !fetching && <AttemptCard attempt={attempt} open />}
        <End>
          <Button variant="default" onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button onClick={go} loading={fetching}>
            {attempt ? <Trans>Send another</Trans> : <Trans>Send</Trans>}
          </Button>
        </End>
      </div>
    </Dialog>
  );
}
