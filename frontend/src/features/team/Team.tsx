import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SearchX, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useViewer } from '../../app/Shell';
import { useList } from '../../app/useList';
import { TeamDocument, type TeamQuery } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Face } from '../../ui/Owner';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import { SearchField } from '../../ui/SearchField';
import table from '../../ui/table.module.css';
import { Invite } from './Invite';
import { ResetDialog } from './ResetDialog';
import styles from './Team.module.css';

type Person = TeamQuery['users']['nodes'][number];

const ROWS = 50;

/** Everybody who signs in, and the way for one more. */
export default function Team() {
  const { t } = useLingui();
  const { user } = useViewer();
  const { q } = useSearch({ from: '/shell/team' });
  const navigate = useNavigate({ from: '/team' });
  const seek = (it: string | undefined) => navigate({ search: { q: it }, replace: true });
  const [inviting, dialog] = useDisclosure(false);
  const [resetting, setResetting] = useState<Person | null>(null);
  const admin = user?.isAdmin ?? false;
  const variables = { first: ROWS, search: q, admin };
  const { rows, refused, more, reload } = useList(TeamDocument, variables, (it) => it.users);
  return (
    <Screen
      title={t`Team`}
      about={
        <Trans>Everybody who can sign in. What they may do on a page is set in that page's settings.</Trans>
      }
      actions={
        admin && (
          <Button leftSection={<UserPlus size={14} />} onClick={dialog.open}>
            <Trans>Invite</Trans>
          </Button>
        )
      }
    >
      <ErrorNote>{refused}</ErrorNote>
      {rows && (
        <Panel flush>
          <div className={table.tools}>
            <SearchField
              value={q}
              onSearch={seek}
              label={t`Search people`}
              placeholder={t`Name or email address`}
            />
          </div>
          {rows.length === 0 ? (
            <Empty
              icon={<SearchX size={20} />}
              title={<Trans>Nobody is found by that</Trans>}
              action={
                <Button variant="default" size="xs" onClick={() => seek(undefined)}>
                  <Trans>Show all</Trans>
                </Button>
              }
            />
          ) : (
            <People people={rows} admin={admin} own={user?.id} onReset={setResetting} />
          )}
          {more && (
            <Button m="md" size="xs" variant="default" onClick={more}>
              <Trans>More people</Trans>
            </Button>
          )}
        </Panel>
      )}
      {inviting && (
        <Invite
          onClose={() => {
            dialog.close();
            reload();
          }}
        />
      )}
      {resetting && (
        <ResetDialog
          person={resetting}
          onClose={() => setResetting(null)}
          onDone={() => {
            setResetting(null);
            reload();
          }}
        />
      )}
    </Screen>
  );
}

function People(props: {
  people: Person[];
  admin: boolean;
  own: string | undefined;
  onReset: (person: Person) => void;
}) {
  const { people, admin, own, onReset } = props;
  const { t } = useLingui();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Person</Trans>
          </th>
          <th scope="col">
            <Trans>Role</Trans>
          </th>
          {admin && (
            <th scope="col">
              <Trans>Second factor</Trans>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {people.map((it) => (
          <tr key={it.id}>
            <td>
              <span className={table.cell}>
                <Face id={it.id} name={it.name} size={30} />
                <span>
                  <strong>{it.name}</strong>
                  <small>{it.email}</small>
                </span>
              </span>
            </td>
            <td>
              {it.isAdmin ? (
                <Badge tone="bot">
                  <Trans>Administrator</Trans>
                </Badge>
              ) : (
                <Badge tone="mute">
                  <Trans>Member</Trans>
                </Badge>
              )}
            </td>
            {admin && (
              <td>
                {it.hasSecondFactor ? (
                  <span className={styles.factor}>
                    <Badge tone="ok">
                      <Trans>On</Trans>
                    </Badge>
                    {it.id !== own && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t`Reset the second factor of ${it.name}…`}
                        onClick={() => onReset(it)}
                      >
                        <Trans>Reset…</Trans>
                      </Button>
                    )}
                  </span>
                ) : (
                  <Badge tone="mute">
                    <Trans>Off</Trans>
                  </Badge>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
