import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { InviteUserDocument } from '../../gen/graphql';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { Secret } from '../../ui/Secret';
import styles from './Team.module.css';

/** The way in for one more person. */
export function Invite({ onClose }: { onClose: () => void }) {
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
