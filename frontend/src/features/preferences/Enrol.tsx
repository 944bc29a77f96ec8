import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { ConfirmSecondFactorDocument } from '../../gen/graphql';
import { ErrorNote } from '../../ui/Screen';
import { Secret } from '../../ui/Secret';
import styles from './Preferences.module.css';
import type { Enrolment } from './SecondFactor';

/** The picture to scan, and the first code as proof that it worked. */
export function Enrol({
  enrolment,
  confirmed,
  cancel,
}: {
  enrolment: Enrolment;
  confirmed: (codes: readonly string[]) => void;
  cancel: () => void;
}) {
  const { t } = useLingui();
  const [{ fetching }, confirm] = useMutation(ConfirmSecondFactorDocument);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code'));
    const { data, error: failed } = await confirm({ input: { code } });
    const refused = refusal(failed, data?.confirmSecondFactor.userErrors);
    setError(refused);
    if (!refused) confirmed(data?.confirmSecondFactor.recoveryCodes ?? []);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>
        <Trans>Scan this with an authenticator app, then type the six digits that it shows.</Trans>
      </p>
      {/* As a picture it runs no script, whatever stands in it. */}
      <img
        className={styles.qr}
        width={200}
        height={200}
        alt={t`QR code for the authenticator app`}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qrCode ?? '')}`}
      />
      <Secret label={t`Or type this key`} value={enrolment.secret ?? ''} />
      <TextInput
        name="code"
        label={t`Code`}
        placeholder="000000"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        autoFocus
        withAsterisk={false}
      />
      <ErrorNote>{error}</ErrorNote>
      <div className={styles.buttons}>
        <Button type="submit" loading={fetching}>
          <Trans>Turn on</Trans>
        </Button>
        <Button variant="default" onClick={cancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
