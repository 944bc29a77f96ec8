import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Compass, Link2, Megaphone, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { participants, usePage } from '../../app/PageScope';
import { refusal, tellRefusal } from '../../app/refused';
import {
  DeleteEntryPointDocument,
  type EntryPointSource,
  EntryPointsDocument,
  SetEntryPointDocument,
} from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Owner } from '../../ui/Owner';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import table from '../../ui/table.module.css';
import { DryRun } from './DryRun';
import styles from './page.module.css';
import { RoutingMap } from './RoutingMap';

/** Ads and links whose conversations go to an app of their own. */
export default function EntryPoints() {
  const { t } = useLingui();
  const page = usePage();
  const may = page.can('MANAGE');
  const [{ data, fetching: isAsking }] = useQuery({
    query: EntryPointsDocument,
    variables: { pageId: page.id },
  });
  const [way, setWay] = useState<string | null>(null);
  const [{ fetching }, set] = useMutation(SetEntryPointDocument);
  const [, remove] = useMutation(DeleteEntryPointDocument);
  const [source, setSource] = useState<EntryPointSource>('AD');
  const apps = participants(page);
  const [app, setApp] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const points = data?.page?.entryPoints ?? [];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key')).trim();
    const { data: done, error: failed } = await set({
      input: { pageId: page.id, source, key, appId: app ?? apps[0]?.id ?? '' },
    });
    const refused = refusal(failed, done?.setEntryPoint.userErrors);
    setError(refused);
    if (!refused) form.reset();
  };
  const drop = async (id: string) => {
    const { data: done, error: failed } = await remove({ input: { id } });
    const refused = refusal(failed, done?.deleteEntryPoint.userErrors);
    if (refused) tellRefusal(t`Not removed`, refused);
  };
  if (!data && isAsking) return null;
  return (
    <Screen
      wide
      title={t`Entry points`}
      about={
        <Trans>
          A customer who comes through one of these ads or links meets its app, if nobody holds the
          conversation.
        </Trans>
      }
    >
      {may && (
        <Panel title={<Trans>Add one</Trans>}>
          <form className={styles.inline} onSubmit={submit}>
            <Choice
              label={t`Kind`}
              value={source}
              onPick={(it) => setSource(it || 'AD')}
              options={[
                { value: 'AD', label: t`Ad` },
                { value: 'LINK', label: t`Link` },
              ]}
            />
            <TextInput
              name="key"
              label={source === 'AD' ? t`Id of the ad` : t`“ref” of the link`}
              required
              maxLength={500}
              withAsterisk={false}
            />
            <Choice
              label={t`Goes to`}
              value={app ?? apps[0]?.id ?? ''}
              onPick={setApp}
              options={apps.map((it) => ({ value: it.id, label: it.name }))}
            />
            <Button type="submit" loading={fetching} disabled={apps.length === 0}>
              <Trans>Add</Trans>
            </Button>
          </form>
          <ErrorNote>{error}</ErrorNote>
        </Panel>
      )}
      {!may && (
        <Panel title={<Trans>Add one</Trans>}>
          <p className={styles.text}>
            <Trans>It needs the task “Manage” on {page.name}. Somebody who has it can give it to you.</Trans>
          </p>
        </Panel>
      )}
      <Panel flush>
        {points.length === 0 ? (
          <Empty icon={<Compass size={20} />} title={<Trans>No entry points yet</Trans>}>
            <Trans>Every conversation then begins with the primary receiver.</Trans>
          </Empty>
        ) : (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Comes through</Trans>
                </th>
                <th scope="col">
                  <Trans>Goes to</Trans>
                </th>
                <th scope="col">
                  <span className="visually-hidden">
                    <Trans>Actions</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((it) => (
                <tr key={it.id}>
                  <td>
                    <span className={table.cell}>
                      {it.source === 'AD' ? (
                        <Megaphone size={15} aria-hidden />
                      ) : (
                        <Link2 size={15} aria-hidden />
                      )}
                      <span>
                        {it.source === 'AD' ? t`Ad` : t`Link`} <code>{it.key}</code>
                      </span>
                    </span>
                  </td>
                  <td>
                    <Owner who={{ __typename: 'App', ...it.app }} idle="" />
                  </td>
                  <td className={table.end}>
                    {may && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t`Remove ${it.key}`}
                        onClick={() => drop(it.id)}
                      >
                        <Trash2 size={15} />
                      </ActionIcon>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <DryRun points={points} onAnswer={setWay} />
      <RoutingMap points={points} chosen={way} />
    </Screen>
  );
}
