import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { refusal } from '../../app/refused';
import { full, span, useNow } from '../../app/time';
import { DeliveryDocument, type DeliveryRowFragment, RedeliverDocument } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Empty, ErrorNote } from '../../ui/Screen';
import { AttemptCard } from './AttemptCard';
import styles from './Deliveries.module.css';
import { pretty } from './pretty';
import { tones, useWebhookWords } from './words';

/** One event that was sent: what it said, each try, and the next one. */
export function DeliveryPane(props: {
  id: string;
  pageId: string;
  onChange: (row: DeliveryRowFragment) => void;
  onClose: () => void;
}) {
  const { id, onClose } = props;
  const { t, i18n } = useLingui();
  const now = useNow();
  const { statuses, events } = useWebhookWords();
  const [{ data, fetching }] = useQuery({
    query: DeliveryDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const [{ fetching: sending }, redeliver] = useMutation(RedeliverDocument);
  const [error, setError] = useState<string | null>(null);
  const it = data?.webhookDelivery;
  const again = async () => {
    const { data: done, error: failed } = await redeliver({ input: { deliveryId: id } });
    setError(refusal(failed, done?.redeliver.userErrors));
    if (done?.redeliver.delivery) props.onChange(done.redeliver.delivery);
  };
  return (
    <section className={styles.pane} aria-label={t`Delivery`} aria-busy={!it && fetching}>
      <header className={styles.paneHead}>
        <div>
          <h3>{it?.eventType ? events[it.eventType] : t`Delivery`}</h3>
          <small className="mono">{id}</small>
        </div>
        <CloseButton aria-label={t`Close the delivery`} onClick={onClose} />
      </header>
      {!it && !fetching && (
        <Empty title={<Trans>There is no such delivery</Trans>}>
          <Trans>Deliveries are kept for 30 days.</Trans>
        </Empty>
      )}
      {it && (
        <div className={styles.paneBody}>
          <dl className={styles.facts}>
            <div>
              <dt>
                <Trans>State</Trans>
              </dt>
              <dd>
                <Badge tone={tones[it.status]}>{statuses[it.status]}</Badge>
                {it.nextTryAt && (
                  <span className="tabular">
                    <Trans>next try in {span(Date.parse(it.nextTryAt) - now, i18n.locale)}</Trans>
                  </span>
                )}
              </dd>
            </div>
            <div>
              <dt>
                <Trans>Happened</Trans>
              </dt>
              <dd>{full(it.occurredAt, i18n.locale)}</dd>
            </div>
            {it.thread && (
              <div>
                <dt>
                  <Trans>Conversation</Trans>
                </dt>
                <dd>
                  <Link
                    to="/p/$pageId/threads/$threadId"
                    params={{ pageId: it.page.id, threadId: it.thread.id }}
                    search={{}}
                  >
                    {it.thread.customer.name ?? it.thread.customer.id}
                  </Link>
                </dd>
              </div>
            )}
          </dl>
          <Button
            size="xs"
            variant="default"
            leftSection={<RotateCw size={13} />}
            loading={sending}
            onClick={again}
          >
            <Trans>Send it again now</Trans>
          </Button>
          <ErrorNote>{error}</ErrorNote>
          <h4>
            <Trans>Tries</Trans>
          </h4>
          {it.attempts.toReversed().map((attempt, place) => (
            <AttemptCard key={attempt.at} attempt={attempt} open={place === 0} />
          ))}
          <h4>
            <Trans>What is sent</Trans>
          </h4>
          <pre>{it.requestBody ? pretty(it.requestBody) : t`It is no longer kept.`}</pre>
        </div>
      )}
    </section>
  );
}
