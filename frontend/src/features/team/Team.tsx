import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useClient, useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { InviteUserDocument, TeamDocument, type TeamQuery } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Dialog } from '../../ui/Dialog';
import { Face } from '../../ui/Owner';
import { ErrorNote, Panel, Screen } from '../../ui/Screen';
import { Secret } from '../../ui/Secret';
import table from '../../ui/table.module.css';
import styles from './Team.module.css';

const ROWS = 50;

/** Everybody who signs in, and the way for one more. */
export default function Team() {
  const { t } = useLingui();
  const client = useClient();
  const [people, setPeople] = useState<TeamQuery['users']['nodes']>([]);
  const [next, setNext] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [inviting, dialog] = useDisclosure(false);
  const load = useCallback(
    async (after: string | null) => {
      const { data, error } = await client
        .query(TeamDocument, { first: ROWS, after }, { requestPolicy: 'network-only' })
        .toPromise();
      setRefused(refusal(error, undefined));
      if (!data) return;
      setPeople((it) => (after ? [...it, ...data.users.nodes] : data.users.nodes));
      setNext(data.users.pageInfo.hasNextPage ? (data.users.pageInfo.endCursor ?? null) : null);
    },
    [client],
  );
  useEffect(() => {
    load(null);
  }, [load]);
  return (
    <Screen
      title={t`Team`}
      about={
        <Trans>Everybody who can sign in. What they may do on a page is set in that page's settings.</Trans>
      }
      actions={
        !refused && (
          <Button leftSection={<UserPlus size={14} />} onClick={dialog.open}>
            <Trans>Invite</Trans>
          </Button>
        )
      }
    >
      <ErrorNote>{refused}</ErrorNote>
      {people.length > 0 && (
        <Panel flush>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Person</Trans>
                </th>
                <th scope="col">
                  <Trans>Role</Trans>
                </th>
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
                </tr>
              ))}
            </tbody>
          </table>
          {next && (
            <Button m="md" size="xs" variant="default" onClick={() => load(next)}>
              <Trans>More people</Trans>
            </Button>
          )}
        </Panel>
      )}
      {inviting && (
        <Invite
          onClose={() => {
            dialog.close();
            load(null);
          }}
        />
      )}
    </Screen>
  );
}

function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [{ fetching }, invite] = useMutation(InviteUserDocument);
  const [error, setError] = useState<string | null>(null);
  const [made, setMade] = useState<{ name: string; link: string } | null>(null);
  const [isAdmin, setAdmin] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { data, error: failed } = await invite({
      input: { name: String(form.get('name')), email: String(form.get('email')), isAdmin },
    });
    setError(refusal(failed, data?.inviteUser.userErrors));
    const { user, invitation } = data?.inviteUser ?? {};
    if (user && invitation) setMade({ name: user.name, link: `${location.origin}/invitation/${invitation}` });
  };
  return (
    <Dialog
      onClose={onClose}
      title={made ? <Trans>The way in for {made.name}</Trans> : <Trans>Invite a person</Trans>}
      stays={!!made}
    >
      {made ? (
        <div className={styles.form}>
          <p className={styles.text}>
            <Trans>
              Send this link to {made.name}. Whoever opens it first chooses the password. It is good for 7
              days, and shown this once.
            </Trans>
          </p>
          <Secret label={t`Invitation`} value={made.link} />
          <div className={styles.end}>
            <Button onClick={onClose}>
              <Trans>I have sent it</Trans>
            </Button>
          </div>
        </div>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            name="name"
            label={t`Name`}
            required
            maxLength={200}
            data-autofocus
            withAsterisk={false}
          />
          <TextInput
            name="email"
            type="email"
            label={t`Email address`}
            required
            maxLength={254}
            withAsterisk={false}
          />
          <Switch
            label={t`Administrator`}
            description={t`Every task on every page, and apps, pages and people besides.`}
            checked={isAdmin}
            onChange={(event) => setAdmin(event.currentTarget.checked)}
          />
          <ErrorNote>{error}</ErrorNote>
          <div className={styles.end}>
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={fetching}>
              <Trans>Make an invitation</Trans>
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
