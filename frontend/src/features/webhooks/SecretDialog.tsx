import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusal } from '../../app/refused';
import { type EndpointPartsFragment, RotateSecretDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Dialog, End } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { Secret } from '../../ui/Secret';
import styles from './Webhooks.module.css';

const overlaps = ['0', '3600', '86400', '604800'] as const;
type Overlap = (typeof overlaps)[number];

/** Gives an app a new secret; for a while the old one signs beside it. */
export function SecretDialog({ app, onClose }: { app: EndpointPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const [overlap, setOverlap] = useState<Overlap>('86400');
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [{ fetching }, rotate] = useMutation(RotateSecretDocument);
  const words: Record<Overlap, string> = {
    0: t`not at all`,
    3600: t`for an hour`,
    86400: t`for a day`,
    604800: t`for a week`,
  };
  const go = async () => {
    const { data, error: failed } = await rotate({ input: { appId: app.id, overlap: Number(overlap) } });
    setError(refusal(failed, data?.rotateAppSecret.userErrors));
    setSecret(data?.rotateAppSecret.appSecret ?? null);
  };
  return (
    <Dialog title={<Trans>New secret for {app.name}</Trans>} onClose={onClose} stays={!!secret}>
      <div className={styles.form}>
        {secret ? (
          <>
            <p className={styles.text}>
              <Trans>This is the only time that it is shown: keep it where the app can read it.</Trans>
            </p>
            <Secret label={t`App secret`} value={secret} />
            <End>
              <Button onClick={onClose}>
                <Trans>I have kept it</Trans>
              </Button>
            </End>
          </>
        ) : (
          <>
            <Choice
              label={t`The old one goes on signing`}
              description={t`“webhook-signature” then carries both, so no event is refused while the app changes over.`}
              value={overlap}
              options={overlaps.map((value) => ({ value, label: words[value] }))}
              onPick={(it) => setOverlap(it || '86400')}
              data-autofocus
            />
            <ErrorNote>{error}</ErrorNote>
            <End>
              <Button variant="default" onClick={onClose}>
                <Trans>Cancel</Trans>
              </Button>
              <Button onClick={go} loading={fetching}>
                <Trans>Make a new secret</Trans>
              </Button>
            </End>
          </>
        )}
      </div>
    </Dialog>
  );
}
