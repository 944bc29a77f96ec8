import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Crown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { refusal, tellDone, tellRefusal } from '../../app/refused';
import { PageConfigurationDocument, SetPrimaryDocument } from '../../gen/graphql';
import { Owner } from '../../ui/Owner';
import { Panel, Screen } from '../../ui/Screen';
import styles from './page.module.css';

/** Milliseconds for which the change can be taken back. */
const UNDO = 10_000;

/** Chooses who gets idle conversations, and says what that changes before it does. */
export default function Receiver() {
  const { t } = useLingui();
  const page = usePage();
  const [{ data }] = useQuery({
    query: PageConfigurationDocument,
    variables: { pageId: page.id },
    pause: !page.can('MANAGE'),
  });
  const [{ fetching }, save] = useMutation(SetPrimaryDocument);
  const current = page.primaryReceiver?.id ?? null;
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const choice = chosen === undefined ? current : chosen;
  const apps = participants(page);
  const next = apps.find((it) => it.id === choice);
  const before = page.primaryReceiver;
  const idle = data?.page?.threadCounts.idle ?? 0;
  const menu = data?.page?.persistentMenu;
  // What takes a role from an app, or moves what customers wrote, is not done by a slip of the hand.
  const isGrave = before !== null || idle > 0;
  const [typed, setTyped] = useState('');
  const [isOther, setOther] = useState(false);
  const choose = (appId: string | null | undefined) => {
    setChosen(appId);
    setTyped('');
    setOther(false);
  };
  const put = async (appId: string | null) => {
    const { data: done, error } = await save({ input: { pageId: page.id, appId } });
    const refused = refusal(error, done?.setPrimaryReceiver.userErrors);
    if (refused) tellRefusal(t`Not saved`, refused);
    return !refused;
  };
  const words = (name: string | undefined) =>
    name ? t`${name} is the primary receiver now` : t`There is no primary receiver now`;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isSame = typed.trim().normalize() === page.name.trim().normalize();
    setOther(isGrave && !isSame);
    if ((isGrave && !isSame) || !(await put(choice))) return;
    choose(undefined);
    const undo = async () => {
      if (await put(current)) tellDone(words(before?.name));
    };
    tellDone(words(next?.name), undo, UNDO);
  };
  return (
    <Screen
      title={t`Primary receiver`}
      about={
        <Trans>
          The app that conversations go to when the customer writes and nobody holds them. It may also take
          any conversation from any app.
        </Trans>
      }
    >
      <Panel flush>
        <div role="radiogroup" aria-label={t`Primary receiver`} className={styles.choices}>
          {[...apps, null].map((it) => {
            const id = it?.id ?? null;
            return (
              <button
                key={id ?? ''}
                type="button"
                role="radio"
                aria-checked={choice === id}
                className={styles.choice}
                disabled={!page.can('MANAGE')}
                onClick={() => choose(id)}
              >
                <span className={styles.radio} aria-hidden />
                {it ? (
                  <Owner who={{ __typename: 'App', id: it.id, name: it.name }} idle="" strong />
                ) : (
                  <span>
                    <Trans>Nobody: idle conversations stay idle</Trans>
                  </span>
                )}
                {current === id && (
                  <span className={styles.now}>
                    <Crown size={13} aria-hidden />
                    <Trans>now</Trans>
                  </span>
                )}
                {it && !it.review.live && (
                  <span className={styles.warn}>
                    <Trans>not reviewed: reaches its testers alone</Trans>
                  </span>
                )}
              </button>
            );
          })}
        </div>
      </Panel>
      {choice !== current && (
        <Panel title={<Trans>What this changes</Trans>}>
          <ul className={styles.effects}>
            <li>
              {next ? (
                <Plural
                  value={idle}
                  one={`# conversation that nobody holds goes to ${next.name} when its customer writes next.`}
                  other={`# conversations that nobody holds go to ${next.name}, each when its customer writes next.`}
                />
              ) : (
                <Plural
                  value={idle}
                  one="# conversation that nobody holds stays idle when its customer writes. People find it in the inbox."
                  other="# conversations that nobody holds stay idle when their customers write. People find them in the inbox."
                />
              )}
            </li>
            <li>
              <Trans>Conversations that somebody holds stay where they are.</Trans>
            </li>
            {before && (
              <li>
                <Trans>{before.name} can no longer take conversations from others.</Trans>
              </li>
            )}
            {menu && next && menu.app.id !== next.id && (
              <li>
                <Trans>
                  The page's menu stays {menu.app.name}'s until {next.name} replaces it; {menu.app.name} can
                  no longer change it.
                </Trans>
              </li>
            )}
            {next && !next.review.live && (
              <li>
                <Trans>
                  {next.name} has not been reviewed: it gets the conversations of its testers alone.
                </Trans>
              </li>
            )}
          </ul>
          <form onSubmit={submit} autoComplete="off">
            {isGrave && (
              <TextInput
                className={styles.typed}
                label={
                  <Trans>
                    To confirm, type the page's name: <strong>{page.name}</strong>
                  </Trans>
                }
                value={typed}
                error={isOther && t`This is not the page's name.`}
                errorProps={{ role: 'alert' }}
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  setOther(false);
                }}
              />
            )}
            <div className={styles.end}>
              <Button variant="default" onClick={() => choose(undefined)}>
                <Trans>Leave it as it is</Trans>
              </Button>
              <Button type="submit" loading={fetching} color={isGrave ? 'red' : undefined}>
                {next ? (
                  <Trans>Make {next.name} the primary receiver</Trans>
                ) : (
                  <Trans>Have no primary receiver</Trans>
                )}
              </Button>
            </div>
          </form>
        </Panel>
      )}
      {apps.length === 0 && (
        <p className={styles.text}>
          <Link to="/p/$pageId/apps" params={{ pageId: page.id }}>
            <Trans>Subscribe an app first.</Trans>
          </Link>
        </p>
      )}
    </Screen>
  );
}
