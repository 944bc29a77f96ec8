import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useMutation, useQuery } from 'urql';
import { refusal, tellRefusal } from '../../app/refused';
import { CancelRedeliveryDocument, RedeliveryDocument } from '../../gen/graphql';
import styles from './Webhooks.module.css';

const LOOK = 700;

/** How far a redelivery is, and the way to call it off. */
export function Progress({ id }: { id: string }) {
  const { t } = useLingui();
  const [{ data, fetching }, look] = useQuery({ query: RedeliveryDocument, variables: { id } });
  const [{ fetching: isEnding }, cancel] = useMutation(CancelRedeliveryDocument);
  const it = data?.webhookRedelivery;
  const isDone = !!it?.finishedAt;
  useEffect(() => {
    if (isDone || fetching) return;
    const timer = setTimeout(() => look({ requestPolicy: 'network-only' }), LOOK);
    return () => clearTimeout(timer);
  }, [isDone, fetching, look]);
  const end = async () => {
    const { data: ended, error } = await cancel({ input: { id } });
    const refused = refusal(error, ended?.cancelRedelivery.userErrors);
    if (refused) tellRefusal(t`Not stopped`, refused);
  };
  const delivered = it?.delivered ?? 0;
  const failed = it?.failed ?? 0;
  return (
    <div role="status" className={styles.progress}>
      <strong>
        {it?.cancelledAt ? (
          <Trans>Stopped</Trans>
        ) : isDone ? (
          <Trans>All of it was sent</Trans>
        ) : (
          <Trans>Being sent…</Trans>
        )}
      </strong>
      <progress value={it?.progress ?? 0} max={1} aria-label={t`How far it is`} />
      <span>
        <Trans>
          {delivered} taken, {failed} not taken
        </Trans>
      </span>
      {!isDone && (
        <div>
          <Button size="xs" variant="default" onClick={end} loading={isEnding}>
            <Trans>Stop</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
