import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal, tellDone } from '../../app/refused';
import { ChangePasswordDocument } from '../../gen/graphql';
import { ErrorNote, Panel } from '../../ui/Screen';
import styles from './Preferences.module.css';

export function PasswordForm() {
  const { t } = useLingui();
  const [{ fetching }, change] = useMutation(ChangePasswordDocument);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const input = { currentPassword: String(given.get('current')), newPassword: String(given.get('new')) };
    const { data, error: failed } = await change({ input });
    const refused = refusal(failed, data?.changePassword.userErrors);
    setError(refused);
    if (refused) return;
    form.reset();
    tellDone(t`The password is changed; other browsers are signed out`);
  };
  const eye = { 'aria-label': t`Show the password` };
  return (
    <Panel title={<Trans>Password</Trans>} about={<Trans>Changing it signs you out everywhere else.</Trans>}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordInput
          name="current"
          label={t`Current password`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={eye}
        />
        <PasswordInput
          name="new"
          label={t`New password`}
          description={t`At least 8 characters.`}
          autoComplete="new-password"
          required
          minLength={8}
          withAsterisk={false}
          visibilityToggleButtonProps={eye}
        />
        <ErrorNote>{error}</ErrorNote>
        <span>
          <Button type="submit" variant="default" loading={fetching}>
            <Trans>Change the password</Trans>
          </Button>
        </span>
      </form>
    </Panel>
  );
}
