import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { type EndpointPartsFragment, RedeliverSinceDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { Progress } from './Progress';
import { type Span, since } from './span';
import styles from './Webhooks.module.css';

/** Sends again what happened since then, and shows how far that is. It goes on when the dialog is closed. */
export function AgainDialog({ app, onClose }: { app: EndpointPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const [span, setSpan] = useState<Span>('day');
  const [onlyFailed, setOnlyFailed] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [id, setId] = useState<string | null>(null);
  const [{ fetching }, start] = useMutation(RedeliverSinceDocument);
  const go = async () => {
    const input = { appId: app.id, since: since(span, Date.now()), onlyFailed };
    const { data, error: failed } = await start({ input });
    setError(refusal(failed, data?.redeliverSince.userErrors));
    setId(data?.redeliverSince.redelivery?.id ?? null);
  };
  return (
    <Dialog title={<Trans>Send to {app.name} again</Trans>} onClose={onClose}>
      <div className={styles.form}>
        {id ? (
          <Progress id={id} />
        ) : (
          <>
            <Choice
              label={t`What happened in`}
              value={span}
              options={[
                { value: 'hour', label: t`the last hour` },
                { value: 'day', label: t`the last 24 hours` },
                { value: 'week', label: t`the last 7 days` },
              ]}
              onPick={(it) => setSpan(it || 'day')}
              data-autofocus
            />
            <Switch
              label={t`Only what has failed`}
              description={t`Off, the app hears again also what it has taken, under the same ids.`}
              checked={onlyFailed}
              onChange={(event) => setOnlyFailed(event.currentTarget.checked)}
            />
            <ErrorNote>{error}</ErrorNote>
          </>
        )}
        <End>
          <Button variant="default" onClick={onClose}>
            {id ? <Trans>Close</Trans> : <Trans>Cancel</Trans>}
          </Button>
          {!id && (
            <Button onClick={go} loading={fetching}>
              <Trans>Send again</Trans>
            </Button>
          )}
        </End>
      </div>
    </Dialog>
  );
}
