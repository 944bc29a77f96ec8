import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useClient } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal } from '../../app/refused';
import {
  type AppChannel,
  type EntryPointPartsFragment,
  type EntryPointSource,
  RoutingDocument,
  type RoutingQuery,
} from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Owner } from '../../ui/Owner';
import { ErrorNote, Panel } from '../../ui/Screen';
import styles from './DryRun.module.css';

type Routing = NonNullable<NonNullable<RoutingQuery['page']>['routing']>;

/** Asks who would get what a customer does, and says why. Nothing happens by it. */
export function DryRun(props: {
  points: readonly EntryPointPartsFragment[];
  /** Which way it would take: an entry point's id, `message`, or none that the map shows. */
  onAnswer: (way: string | null) => void;
}) {
  const { t } = useLingui();
  const page = usePage();
  const client = useClient();
  const [source, setSource] = useState<EntryPointSource | ''>('');
  const [routing, setRouting] = useState<Routing | null>(null);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const [customerId, key] = [text('customer') || null, text('key')];
    const referral = source && key ? { source, key } : null;
    const variables = { pageId: page.id, customerId, referral };
    const { data, error: failed } = await client
      .query(RoutingDocument, variables, { requestPolicy: 'network-only' })
      .toPromise();
    const found = data?.page?.routing ?? null;
    setError(refusal(failed, undefined));
    setRouting(found);
    const point = props.points.find((it) => it.source === source && it.key === key);
    const ways: Record<string, string | undefined> = {
      entry_point: point?.id,
      idle_goes_to_primary: 'message',
    };
    props.onAnswer((found && ways[found.rule]) ?? null);
  };
  return (
    <Panel
      title={<Trans>Who would get it?</Trans>}
      about={<Trans>A dry run by the rules as they are now. Nothing happens.</Trans>}
    >
      <form className={styles.form} onSubmit={submit}>
        <Choice
          label={t`The customer`}
          value={source}
          onPick={setSource}
          none={t`writes`}
          options={[
            { value: 'AD', label: t`comes through an ad` },
            { value: 'LINK', label: t`comes through a link` },
          ]}
        />
        {source && (
          <TextInput
            name="key"
            label={source === 'AD' ? t`Id of the ad` : t`“ref” of the link`}
            required
            maxLength={500}
            withAsterisk={false}
            list="entry-point-keys"
            autoComplete="off"
          />
        )}
        <datalist id="entry-point-keys">
          {props.points
            .filter((it) => it.source === source)
            .map((it) => (
              <option key={it.id} value={it.key} />
            ))}
        </datalist>
        <TextInput
          name="customer"
          label={t`Id of the customer`}
          placeholder={t`somebody new`}
          maxLength={128}
          autoComplete="off"
        />
        <Button type="submit" variant="default">
          <Trans>Try</Trans>
        </Button>
      </form>
      <ErrorNote>{error}</ErrorNote>
      <div role="status">{routing && <Answer routing={routing} />}</div>
    </Panel>
  );
}

function Answer({ routing }: { routing: Routing }) {
  const { t } = useLingui();
  const { owner, passedOver, rule } = routing;
  const reasons: Record<string, ReactNode> = {
    entry_point: (
      <Trans>Nobody holds the conversation, and what the customer comes through is this app's.</Trans>
    ),
    messaging_to_owner: <Trans>It holds the conversation already.</Trans>,
    idle_goes_to_primary: owner ? (
      <Trans>Nobody holds the conversation, and this is the primary receiver.</Trans>
    ) : (
      <Trans>
        Nobody holds the conversation, and the page has no primary receiver. People find it in the inbox.
      </Trans>
    ),
    primary_must_reach: <Trans>The primary receiver may not have it. People find it in the inbox.</Trans>,
    review_live: <Trans>The app that it is for may not have it. People find it in the inbox.</Trans>,
  };
  const channels: Record<AppChannel, string> = {
    MESSAGING: t`as the one that answers`,
    STANDBY: t`on standby`,
    HANDOVERS: t`as a handover`,
  };
  return (
    <div className={styles.answer}>
      <p className={styles.owner}>
        <Owner who={owner} idle={t`Nobody`} strong />
        <code>{rule}</code>
      </p>
      <p>
        {reasons[rule]}{' '}
        {passedOver && (
          <Trans>
            {passedOver.name} is passed over: it has not been reviewed, and the customer is none of its
            testers.
          </Trans>
        )}
      </p>
      <h3 className={styles.heading}>
        <Trans>Who hears of it</Trans>
      </h3>
      <ul className={styles.hears}>
        {routing.hears.map(({ app, channel }) => (
          <li key={app.id}>
            <Owner who={{ __typename: 'App', ...app }} idle="" />
            <span>{channel ? channels[channel] : t`not at all`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
