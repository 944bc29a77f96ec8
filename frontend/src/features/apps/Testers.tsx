import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { AddTesterDocument, RemoveTesterDocument } from '../../gen/graphql';
import { ErrorNote, Panel } from '../../ui/Screen';
import styles from './dialog.module.css';

/** The customers that an app reaches before its review. */
export function Testers({
  appId,
  testers,
  needed,
}: {
  appId: string;
  testers: { id: string; name?: string | null }[];
  needed: boolean;
}) {
  const { t } = useLingui();
  const [{ fetching }, add] = useMutation(AddTesterDocument);
  const [, remove] = useMutation(RemoveTesterDocument);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const customerId = String(new FormData(form).get('customer')).trim();
    const { data, error: failed } = await add({ input: { appId, customerId } });
    const refused = refusal(failed, data?.addAppTester.userErrors);
    setError(refused);
    if (!refused) form.reset();
  };
  return (
    <Panel
      title={<Trans>Testers</Trans>}
      about={
        needed ? (
          <Trans>The only customers that the app reaches for now.</Trans>
        ) : (
          <Trans>They need no role any more: the app is live.</Trans>
        )
      }
    >
      {testers.length > 0 && (
        <ul className={styles.chips}>
          {testers.map((it) => (
            <li key={it.id}>
              <span className="mono">{it.id}</span>
              <CloseButton
                size="xs"
                aria-label={t`Remove ${it.id}`}
                onClick={() => remove({ input: { appId, customerId: it.id } })}
              />
            </li>
          ))}
        </ul>
      )}
      <form className={styles.inline} onSubmit={submit}>
        <TextInput
          name="customer"
          label={t`Id of the customer`}
          placeholder={t`As the channel has it`}
          required
          maxLength={128}
          withAsterisk={false}
        />
        <Button type="submit" variant="default" loading={fetching}>
          <Trans>Add</Trans>
        </Button>
      </form>
      <ErrorNote>{error}</ErrorNote>
    </Panel>
  );
}
