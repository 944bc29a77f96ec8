import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { session } from '../../app/session';
import { ErrorNote } from '../../ui/Screen';
import { Gate } from './Gate';
import styles from './Gate.module.css';
import { useWords } from './words';

export default function Invitation() {
  const { t } = useLingui();
  const words = useWords();
  const { code } = useParams({ from: '/invitation/$code' });
  const [who, setWho] = useState<{ name: string; email: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    session.invited(code).then(setWho, setError);
  }, [code]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await session.accept(code, String(new FormData(event.currentTarget).get('password')));
      location.assign('/');
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  const name = who?.name ?? '';
  if (!who && !error) return null;
  return (
    <Gate
      title={who ? <Trans>Welcome, {name}</Trans> : <Trans>This invitation is no good</Trans>}
      about={who && <Trans>Choose a password, and you are in.</Trans>}
    >
      {who ? (
        <form className={styles.form} onSubmit={submit}>
          <input type="hidden" name="username" autoComplete="username" value={who.email} readOnly />
          <PasswordInput
            name="password"
            label={t`Password for ${who.email}`}
            description={t`At least 8 characters.`}
            autoComplete="new-password"
            required
            minLength={8}
            autoFocus
            withAsterisk={false}
            size="md"
            visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
          />
          <ErrorNote>{words(error)}</ErrorNote>
          <Button type="submit" size="md" loading={busy}>
            <Trans>Begin</Trans>
          </Button>
        </form>
      ) : (
        <div className={styles.form}>
          <ErrorNote>{words(error)}</ErrorNote>
        </div>
      )}
    </Gate>
  );
}
