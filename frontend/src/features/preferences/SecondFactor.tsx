import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { refusal, tellDone } from '../../app/refused';
import {
  BeginSecondFactorDocument,
  type BeginSecondFactorMutation,
  DisableSecondFactorDocument,
  RenewRecoveryCodesDocument,
  SecurityDocument,
} from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { ErrorNote, Panel } from '../../ui/Screen';
import { Enrol } from './Enrol';
import styles from './Preferences.module.css';
import { RecoveryCodes } from './RecoveryCodes';

export type Enrolment = BeginSecondFactorMutation['beginSecondFactor'];

/** A code at each sign-in: set up, looked after, taken away. Each step asks for the password first. */
export function SecondFactor() {
  const { t } = useLingui();
  const [{ data }, refresh] = useQuery({ query: SecurityDocument, requestPolicy: 'network-only' });
  const [{ fetching: beginning }, begin] = useMutation(BeginSecondFactorDocument);
  const [{ fetching: renewing }, renew] = useMutation(RenewRecoveryCodesDocument);
  const [{ fetching: disabling }, disable] = useMutation(DisableSecondFactorDocument);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  if (!data?.viewer.user) return null;
  const isOn = data.viewer.user.hasSecondFactor;
  const left = data.viewer.recoveryCodesLeft ?? 0;

  const act = async (form: HTMLFormElement, what: string) => {
    const input = { currentPassword: String(new FormData(form).get('password')) };
    let refused: string | null;
    if (what === 'disable') {
      const done = await disable({ input });
      refused = refusal(done.error, done.data?.disableSecondFactor.userErrors);
      if (!refused) tellDone(t`The second factor is off`);
    } else if (what === 'renew') {
      const done = await renew({ input });
      refused = refusal(done.error, done.data?.renewRecoveryCodes.userErrors);
      if (!refused) setCodes(done.data?.renewRecoveryCodes.recoveryCodes ?? null);
    } else {
      const done = await begin({ input });
      refused = refusal(done.error, done.data?.beginSecondFactor.userErrors);
      if (!refused) setEnrolment(done.data?.beginSecondFactor ?? null);
    }
    setError(refused);
    if (refused) return;
    form.reset();
    refresh({ requestPolicy: 'network-only' });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    act(event.currentTarget, (submitter as HTMLButtonElement | null)?.value ?? 'begin');
  };
  const confirmed = (recovery: readonly string[]) => {
    setEnrolment(null);
    setCodes(recovery);
    refresh({ requestPolicy: 'network-only' });
  };

  return (
    <Panel
      title={
        <>
          <Trans>Second factor</Trans>{' '}
          {isOn && (
            <Badge tone="ok">
              <Trans>on</Trans>
            </Badge>
          )}
        </>
      }
      about={
        isOn ? (
          <Trans>A code is asked for at each sign-in. Recovery codes left: {left}.</Trans>
        ) : (
          <Trans>With an authenticator app, a stolen password alone lets nobody in.</Trans>
        )
      }
    >
      {codes && <RecoveryCodes codes={codes} done={() => setCodes(null)} />}
      {enrolment ? (
        <Enrol enrolment={enrolment} confirmed={confirmed} cancel={() => setEnrolment(null)} />
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <PasswordInput
            name="password"
            label={t`Your password`}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
          />
          <ErrorNote>{error}</ErrorNote>
          <div className={styles.buttons}>
            {isOn ? (
              <>
                <Button type="submit" value="renew" variant="default" loading={renewing}>
                  <Trans>New recovery codes</Trans>
                </Button>
                <Button type="submit" value="disable" variant="default" loading={disabling}>
                  <Trans>Turn off</Trans>
                </Button>
              </>
            ) : (
              <Button type="submit" value="begin" variant="default" loading={beginning}>
                <Trans>Set up…</Trans>
              </Button>
            )}
          </div>
        </form>
      )}
    </Panel>
  );
}
