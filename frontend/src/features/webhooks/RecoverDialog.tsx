import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { type FailureRowFragment, RedeliverSinceDocument } from '../../gen/graphql';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { Progress } from './Progress';
import styles from './Webhooks.module.css';

/** Sends again what failed for one cause, and shows how far that is. */
export function RecoverDialog(props: {
  app: { id: string; name: string };
  failure: FailureRowFragment;
  onClose: () => void;
}) {
  const { app, failure, onClose } = props;
  const [error, setError] = useState<string | null>(null);
  const [id, setId] = useState<string | null>(null);
  const [{ fetching }, start] = useMutation(RedeliverSinceDocument);
  const go = async () => {
    const input = { appId: app.id, since: failure.firstAt, cause: failure.cause };
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
            <p className={styles.text}>
              <Trans>
                What failed for this reason is sent once more, under the same ids. What the app takes leaves
                the list.
              </Trans>
            </p>
            <p className={styles.text}>
              <code>{failure.cause}</code>
            </p>
            <ErrorNote>{error}</ErrorNote>
          </>
        )}
        <End>
          <Button variant="default" onClick={onClose} data-autofocus>
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
