import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal, tellDone } from '../../app/refused';
import { RevokeTokenDocument } from '../../gen/graphql';
import { ErrorNote, Panel } from '../../ui/Screen';
import styles from './dialog.module.css';

/** Ends a token by the id that was shown beside it. */
export function Revoke() {
  const { t } = useLingui();
  const [{ fetching }, revoke] = useMutation(RevokeTokenDocument);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const tokenId = String(new FormData(form).get('token')).trim();
    const { data, error: failed } = await revoke({ input: { tokenId } });
    const refused = refusal(failed, data?.revokeToken.userErrors);
    setError(refused);
    if (refused) return;
    form.reset();
    tellDone(t`The token is no good any more`);
  };
  return (
    <Panel
      title={<Trans>Revoke a token</Trans>}
      about={<Trans>For one that was lost, or seen by somebody who should not have it.</Trans>}
    >
      <form className={styles.inline} onSubmit={submit}>
        <TextInput
          name="token"
          label={t`Id of the token`}
          placeholder={t`As it was shown beside the token`}
          required
          maxLength={128}
          withAsterisk={false}
        />
        <Button type="submit" variant="default" loading={fetching}>
          <Trans>Revoke</Trans>
        </Button>
      </form>
      <ErrorNote>{error}</ErrorNote>
    </Panel>
  );
}
