import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { SessionError, session } from '../../app/session';
import { ErrorNote } from '../../ui/Screen';
import { Gate } from './Gate';
import styles from './Gate.module.css';
import { useWords } from './words';

/** The second step: six digits of the authenticator, or a recovery code. */
export function Code({ ticket, target, back }: { ticket: string; target: string; back: () => void }) {
  const { t } = useLingui();
  const words = useWords('code');
  const [lost, setLost] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code'));
    setBusy(true);
    setError(null);
    try {
      await session.withCode(ticket, code);
      location.assign(target);
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  const isOver = error instanceof SessionError && error.code === 'NO_TICKET';
  return (
    <Gate
      title={<Trans>One more step</Trans>}
      about={
        lost ? (
          <Trans>Each recovery code is good for one sign-in.</Trans>
        ) : (
          <Trans>Your authenticator app shows six digits for Baton.</Trans>
        )
      }
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          key={String(lost)}
          name="code"
          label={lost ? t`Recovery code` : t`Code`}
          placeholder={lost ? 'XXXX-XXXX-XXXX' : '000000'}
          inputMode={lost ? 'text' : 'numeric'}
          autoComplete={lost ? 'off' : 'one-time-code'}
          maxLength={20}
          required
          autoFocus
          withAsterisk={false}
          size="md"
          styles={{ input: { fontFamily: 'var(--mono)' } }}
        />
        <ErrorNote>{words(error)}</ErrorNote>
        {isOver ? (
          <Button size="md" onClick={back}>
            <Trans>Begin again</Trans>
          </Button>
        ) : (
          <Button type="submit" size="md" loading={busy}>
            <Trans>Sign in</Trans>
          </Button>
        )}
        <Button variant="subtle" size="sm" onClick={() => setLost(!lost)}>
          {lost ? <Trans>Use the authenticator</Trans> : <Trans>I have lost my authenticator</Trans>}
        </Button>
      </form>
    </Gate>
  );
}
