import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ArrowUp, SearchX, Send } from 'lucide-react';
import { useMemo } from 'react';
import { clock, day, span, useNow } from '../../app/time';
import type { DeliveryRowFragment, ThreadEventType, WebhookDeliveryStatus } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Choice } from '../../ui/Choice';
import { Empty, Panel } from '../../ui/Screen';
import { Segments } from '../../ui/Segments';
import styles from './Deliveries.module.css';
import { DeliveryPane } from './DeliveryPane';
import { type Span, since } from './span';
import { useDeliveries } from './useDeliveries';
import { tones, useWebhookWords } from './words';

export type DeliverySearch = {
  status?: WebhookDeliveryStatus;
  type?: ThreadEventType;
  span?: Span;
  conversation?: string;
  delivery?: string;
};

/** What was sent to an app, the newest first, and beside it the one that is looked at. */
export function Deliveries(props: {
  appId: string;
  pageId: string;
  search: DeliverySearch;
  hasEndpoint: boolean;
  onSearch: (change: Partial<DeliverySearch>) => void;
}) {
  const { search, onSearch } = props;
  const { t } = useLingui();
  const words = useWebhookWords();
  const filter = useMemo(
    () => ({
      status: search.status,
      eventType: search.type,
      threadId: search.conversation,
      since: search.span && since(search.span, Date.now()),
    }),
    [search.status, search.type, search.conversation, search.span],
  );
  const list = useDeliveries(props.appId, filter);
  const isFiltered = search.status || search.type || search.span || search.conversation;
  const entries = <T extends string>(of: Record<T, string>) =>
    (Object.entries(of) as [T, string][]).map(([value, label]) => ({ value, label }));
  return (
    <Panel flush title={<Trans>Deliveries</Trans>}>
      <div className={styles.filters}>
        <Segments
          aria-label={t`State`}
          value={search.status ?? 'ALL'}
          options={[{ value: 'ALL', label: t`All` }, ...entries(words.statuses)]}
          onChange={(it) => onSearch({ status: it === 'ALL' ? undefined : (it as WebhookDeliveryStatus) })}
        />
        <Choice
          size="xs"
          aria-label={t`Event`}
          none={t`Every event`}
          value={search.type ?? ''}
          options={entries(words.events)}
          onPick={(type) => onSearch({ type: type || undefined })}
        />
        <Choice
          size="xs"
          aria-label={t`Time`}
          none={t`Last 30 days`}
          value={search.span ?? ''}
          options={[
            { value: 'hour', label: t`Last hour` },
            { value: 'day', label: t`Last 24 hours` },
            { value: 'week', label: t`Last 7 days` },
          ]}
          onPick={(it) => onSearch({ span: it || undefined })}
        />
        {search.conversation && (
          <Button size="compact-xs" variant="default" onClick={() => onSearch({ conversation: undefined })}>
            <Trans>One conversation ×</Trans>
          </Button>
        )}
      </div>
      <div className={styles.split} data-open={search.delivery ? true : undefined}>
        <div className={styles.list}>
          {list.fresh.length > 0 && (
            <button type="button" className={styles.pill} onClick={list.letIn}>
              <ArrowUp size={13} aria-hidden />
              <Trans>{list.fresh.length} new</Trans>
            </button>
          )}
          <ul className={styles.rows} aria-label={t`Deliveries`}>
            {list.rows.map((it) => (
              <DeliveryLine
                key={it.id}
                delivery={it}
                isSelected={it.id === search.delivery}
                onSelect={() => onSearch({ delivery: it.id })}
              />
            ))}
          </ul>
          {list.status === 'ready' && list.rows.length === 0 && (
            <Empty
              icon={isFiltered ? <SearchX size={20} /> : <Send size={20} />}
              title={isFiltered ? <Trans>Nothing matches</Trans> : <Trans>Nothing was sent yet</Trans>}
            >
              {isFiltered ? null : props.hasEndpoint ? (
                <Trans>
                  Events appear here as they are sent. A test event shows whether the endpoint answers.
                </Trans>
              ) : (
                <Trans>Set the endpoint first.</Trans>
              )}
            </Empty>
          )}
          {list.status === 'failed' && (
            <Empty
              title={<Trans>The list could not be read</Trans>}
              action={
                <Button size="xs" variant="default" onClick={list.reload}>
                  <Trans>Try again</Trans>
                </Button>
              }
            />
          )}
          {list.hasMore && (
            <Button className={styles.more} size="xs" variant="default" onClick={list.loadMore}>
              <Trans>Earlier ones</Trans>
            </Button>
          )}
        </div>
        {search.delivery && (
          <DeliveryPane
            key={search.delivery}
            id={search.delivery}
            pageId={props.pageId}
            onChange={list.replace}
            onClose={() => onSearch({ delivery: undefined })}
          />
        )}
      </div>
    </Panel>
  );
}

function DeliveryLine(props: { delivery: DeliveryRowFragment; isSelected: boolean; onSelect: () => void }) {
  const { delivery: it } = props;
  const { i18n } = useLingui();
  const now = useNow(5_000);
  const words = useWebhookWords();
  const last = it.attempts.at(-1);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={props.isSelected ? 'true' : undefined}
        onClick={props.onSelect}
      >
        <Badge tone={tones[it.status]}>{words.statuses[it.status]}</Badge>
        <span className={styles.what}>
          <strong>{it.eventType ? words.events[it.eventType] : '—'}</strong>
          <small>{it.thread ? (it.thread.customer.name ?? it.thread.customer.id) : it.page.name}</small>
        </span>
        <span className={styles.how}>
          <span className="tabular">
            {last?.statusCode ?? <Trans>no answer</Trans>} · {last?.latency ?? 0} ms
            {it.attempts.length > 1 && <Trans> · {it.attempts.length} tries</Trans>}
          </span>
          <small className="tabular">
            {it.nextTryAt ? (
              <Trans>next in {span(Date.parse(it.nextTryAt) - now, i18n.locale)}</Trans>
            ) : (
              `${day(it.occurredAt, i18n.locale)}, ${clock(it.occurredAt, i18n.locale)}`
            )}
          </small>
        </span>
      </button>
    </li>
  );
}
