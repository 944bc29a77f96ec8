import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { ResetSecondFactorDocument } from '../../gen/graphql';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import styles from './Team.module.css';

/** For who has lost device and recovery codes. It says what that does before it is done. */
export function ResetDialog(props: {
  person: { id: string; name: string };
  onClose: () => void;
  onDone: () => void;
}) {
  const { person, onClose, onDone } = props;
  const [{ fetching }, reset] = useMutation(ResetSecondFactorDocument);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    const { data, error: failed } = await reset({ input: { userId: person.id } });
    const refused = refusal(failed, data?.resetSecondFactor.userErrors);
    setError(refused);
    if (!refused) onDone();
  };
  return (
    <Dialog onClose={onClose} title={<Trans>Reset the second factor of {person.name}?</Trans>}>
      <div className={styles.form}>
        <p className={styles.text}>
          <Trans>
            From then on {person.name} signs in with the password alone. The device and the recovery codes are
            of no use any more; a new device can be set up in the preferences.
          </Trans>
        </p>
        <p className={styles.text}>
          <Trans>
            Do it only if you are sure that it is {person.name} who asks. The audit log keeps that it was you.
          </Trans>
        </p>
        <ErrorNote>{error}</ErrorNote>
        <End>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="red.9" loading={fetching} onClick={submit}>
            <Trans>Reset the second factor</Trans>
          </Button>
        </End>
      </div>
    </Dialog>
  );
}
