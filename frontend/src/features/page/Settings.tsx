import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useMutation } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellDone } from '../../app/refused';
import { span } from '../../app/time';
import { type ReleasePolicy, UpdateSettingsDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { ErrorNote, Panel, Screen } from '../../ui/Screen';
import { Members } from './Members';
import styles from './page.module.css';
import { unitOf } from './unit';
import { useManaged } from './useManaged';

const units = { 1: 'seconds', 60: 'minutes', 3600: 'hours', 86400: 'days' } as const;

/** How control behaves on the page, what changes shown before it is saved; and who may do what. */
export default function Settings() {
  const { t, i18n } = useLingui();
  const page = usePage();
  const managed = useManaged();
  const { settings } = page;
  const [name, setName] = useState(page.name);
  const [unit, setUnit] = useState(() => unitOf(settings.idleTimeout));
  const [amount, setAmount] = useState<number | string>(settings.idleTimeout / unitOf(settings.idleTimeout));
  const [onRelease, setOnRelease] = useState<ReleasePolicy>(settings.onRelease);
  const [window, setWindow] = useState(settings.enforceMessagingWindow);
  const [{ fetching }, update] = useMutation(UpdateSettingsDocument);
  const [error, setError] = useState<string | null>(null);
  if (!managed.may) return managed.notice;
  const idleTimeout = Math.round(Number(amount) * unit);
  const releases: Record<ReleasePolicy, string> = {
    IDLE: t`It goes idle`,
    NEXT_REQUEST: t`It goes to whoever asked first`,
  };
  const words: Record<keyof typeof units, string> = {
    1: t`seconds`,
    60: t`minutes`,
    3600: t`hours`,
    86400: t`days`,
  };
  const changes: [string, string, string][] = [];
  if (name.trim() !== page.name) changes.push([t`Name`, page.name, name.trim()]);
  if (idleTimeout !== settings.idleTimeout)
    changes.push([
      t`Let go after`,
      span(settings.idleTimeout * 1_000, i18n.locale),
      span(idleTimeout * 1_000, i18n.locale),
    ]);
  if (onRelease !== settings.onRelease)
    changes.push([t`When its owner lets go`, releases[settings.onRelease], releases[onRelease]]);
  if (window !== settings.enforceMessagingWindow)
    changes.push([
      t`Messaging window`,
      settings.enforceMessagingWindow ? t`on` : t`off`,
      window ? t`on` : t`off`,
    ]);
  const save = async () => {
    const input = {
      pageId: page.id,
      name: name.trim(),
      idleTimeout,
      onRelease,
      enforceMessagingWindow: window,
    };
    const { data, error: failed } = await update({ input });
    const refused = refusal(failed, data?.updatePageSettings.userErrors);
    setError(refused);
    if (!refused) tellDone(t`Saved`);
  };
  const reset = () => {
    setName(page.name);
    setUnit(unitOf(settings.idleTimeout));
    setAmount(settings.idleTimeout / unitOf(settings.idleTimeout));
    setOnRelease(settings.onRelease);
    setWindow(settings.enforceMessagingWindow);
  };
  return (
    <Screen
      title={t`Page settings`}
      about={<Trans>How control of this page's conversations behaves.</Trans>}
      actions={
        <Button
          component={Link}
          to="/audit"
          search={{ page: page.id } as never}
          variant="default"
          leftSection={<ScrollText size={14} />}
        >
          <Trans>What was changed</Trans>
        </Button>
      }
    >
      <Panel>
        <div className={styles.form}>
          <TextInput
            label={t`Name`}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={styles.amount}>
            <TextInput
              type="number"
              label={t`Let go after`}
              value={amount}
              min={1}
              max={604_800}
              onChange={(event) => setAmount(event.currentTarget.value)}
            />
            <Choice
              aria-label={t`Unit of time`}
              value={String(unit)}
              onPick={(it) => setUnit(Number(it))}
              options={Object.entries(words).map(([value, label]) => ({ value, label }))}
            />
          </div>
          <p className={styles.text} style={{ marginTop: -10 }}>
            <Trans>
              A conversation in which nothing happens for so long goes idle. Those that are held now keep
              their time. At most 7 days.
            </Trans>
          </p>
          <Choice
            label={t`When its owner lets go of a conversation`}
            value={onRelease}
            onPick={(it) => setOnRelease((it || 'IDLE') as ReleasePolicy)}
            options={Object.entries(releases).map(([value, label]) => ({ value, label }))}
          />
          <div className={styles.row}>
            <div>
              <strong id="window">
                <Trans>Hold replies to the messaging window</Trans>
              </strong>
              <p>
                <Trans>24 hours after the customer last did something; 7 days for human agents.</Trans>
              </p>
            </div>
            <Switch
              aria-labelledby="window"
              checked={window}
              onChange={(event) => setWindow(event.currentTarget.checked)}
            />
          </div>
        </div>
      </Panel>
      {changes.length > 0 && (
        <Panel title={<Trans>What this changes</Trans>}>
          <ul className={styles.effects}>
            {changes.map(([what, from, to]) => (
              <li key={what}>
                {what}: <s>{from}</s> → <strong>{to}</strong>
              </li>
            ))}
          </ul>
          <ErrorNote>{error}</ErrorNote>
          <div className={styles.end}>
            <Button variant="default" onClick={reset}>
              <Trans>Leave it as it is</Trans>
            </Button>
            <Button onClick={save} loading={fetching} disabled={!(idleTimeout > 0)}>
              <Trans>Save</Trans>
            </Button>
          </div>
        </Panel>
      )}
      <Members />
    </Screen>
  );
}
