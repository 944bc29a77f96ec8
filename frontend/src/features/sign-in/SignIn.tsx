import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { SessionError, type SessionState, session } from '../../app/session';
import { ErrorNote } from '../../ui/Screen';
import { takeArrival } from './arrival';
import { Code } from './Code';
import { Gate } from './Gate';
import styles from './Gate.module.css';
import { safeTarget } from './target';
import { useWords } from './words';

export default function SignIn() {
  const [state, setState] = useState<SessionState | null>(null);
  const [arrival] = useState(takeArrival);
  const [ticket, setTicket] = useState<string | null>(arrival.ticket);
  const { to } = useSearch({ from: '/sign-in' });
  const target = safeTarget(to);
  useEffect(() => {
    session.state().then(
      (state) => {
        if (state.signedIn) location.replace(target);
        else setState(state);
      },
      () => setState({ signedIn: false, needsFirstAdministrator: false }),
    );
  }, [target]);
  if (state === null) return null;
  if (state.needsFirstAdministrator) return <First target={target} />;
  if (ticket) return <Code ticket={ticket} target={target} back={() => setTicket(null)} />;
  return <Password target={target} openId={state.openId} refused={arrival.refused} needsCode={setTicket} />;
}

function Password({
  target,
  openId,
  refused,
  needsCode,
}: {
  target: string;
  openId?: string;
  refused: string | null;
  needsCode: (ticket: string) => void;
}) {
  const { t } = useLingui();
  const words = useWords();
  const [error, setError] = useState<unknown>(refused && new SessionError(refused, ''));
  const [busy, setBusy] = useState(false);
  const elsewhere = async () => {
    setError(null);
    try {
      location.assign((await session.openId()).url);
    } catch (failed) {
      setError(failed);
    }
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      const { ticket } = await session.signIn(String(form.get('email')), String(form.get('password')));
      if (ticket) needsCode(ticket);
      else location.assign(target);
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  return (
    <Gate
      title={<Trans>Sign in to Baton</Trans>}
      about={<Trans>See who is answering, and answer yourself.</Trans>}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          name="email"
          type="email"
          label={t`Email address`}
          autoComplete="username"
          required
          autoFocus
          withAsterisk={false}
          size="md"
        />
        <PasswordInput
          name="password"
          label={t`Password`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
        />
        <ErrorNote>{words(error)}</ErrorNote>
        <Button type="submit" size="md" loading={busy}>
          <Trans>Sign in</Trans>
        </Button>
        {openId && (
          <Button variant="default" size="md" onClick={elsewhere}>
            <Trans>Sign in with {openId}</Trans>
          </Button>
        )}
      </form>
    </Gate>
  );
}

function First({ target }: { target: string }) {
  const { t } = useLingui();
  const words = useWords();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const get = (name: string) => String(form.get(name));
    setBusy(true);
    setError(null);
    try {
      await session.createFirst({
        code: get('code'),
        name: get('name'),
        email: get('email'),
        password: get('password'),
      });
      location.assign(target);
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  return (
    <Gate
      title={<Trans>Welcome to Baton</Trans>}
      about={
        <Trans>
          Nobody can sign in yet. The server printed a code when it started; whoever has it makes the first
          administrator.
        </Trans>
      }
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          name="code"
          label={t`Code from the server's log`}
          placeholder="XXXX-XXXX-XXXX"
          autoComplete="one-time-code"
          required
          autoFocus
          withAsterisk={false}
          size="md"
          styles={{ input: { fontFamily: 'var(--mono)' } }}
        />
        <TextInput
          name="name"
          label={t`Your name`}
          autoComplete="name"
          required
          withAsterisk={false}
          size="md"
        />
        <TextInput
          name="email"
          type="email"
          label={t`Email address`}
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
        />
        <PasswordInput
          name="password"
          label={t`Password`}
          description={t`At least 8 characters.`}
          autoComplete="new-password"
          required
          minLength={8}
          withAsterisk={false}
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
        />
        <ErrorNote>{words(error)}</ErrorNote>
        <Button type="submit" size="md" loading={busy}>
          <Trans>Create the administrator</Trans>
        </Button>
      </form>
    </Gate>
  );
}
