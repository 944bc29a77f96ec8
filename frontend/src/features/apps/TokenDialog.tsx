import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal } from '../../app/refused';
import { IssuePageTokenDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import { Secret } from '../../ui/Secret';
import styles from './dialog.module.css';

/** A token with which the app calls for this page; shown once. */
export function TokenDialog({ app, onClose }: { app: { id: string; name: string }; onClose: () => void }) {
  const { t } = useLingui();
  const page = usePage();
  const [life, setLife] = useState('2592000');
  const [token, setToken] = useState<{ token: string; id: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [{ fetching }, issue] = useMutation(IssuePageTokenDocument);
  const make = async () => {
    const input = { pageId: page.id, appId: app.id, expiresIn: life === '0' ? undefined : Number(life) };
    const { data, error: failed } = await issue({ input });
    setError(refusal(failed, data?.issuePageToken.userErrors));
    const made = data?.issuePageToken;
    if (made?.token) setToken({ token: made.token, id: made.tokenId ?? '' });
  };
  return (
    <Dialog onClose={onClose} title={<Trans>Page token of {app.name}</Trans>} stays={!!token}>
      <div className={styles.form}>
        {token ? (
          <>
            <p className={styles.text}>
              <Trans>The app sends it as “Authorization: Bearer …”. It is shown this once.</Trans>
            </p>
            <Secret label={t`Token`} value={token.token} />
            <Secret label={t`Its id, to revoke it`} value={token.id} />
            <div className={styles.end}>
              <Button onClick={onClose}>
                <Trans>I have kept it</Trans>
              </Button>
            </div>
          </>
        ) : (
          <>
            <p className={styles.text}>
              <Trans>
                It lets the app act on {page.name} with the tasks that you have there now. If you lose a task,
                so does the token.
              </Trans>
            </p>
            <Choice
              label={t`Good for`}
              value={life}
              onPick={setLife}
              options={[
                { value: '86400', label: t`a day` },
                { value: '2592000', label: t`30 days` },
                { value: '31536000', label: t`a year` },
                { value: '0', label: t`until it is revoked` },
              ]}
            />
            <ErrorNote>{error}</ErrorNote>
            <div className={styles.end}>
              <Button variant="default" onClick={onClose}>
                <Trans>Cancel</Trans>
              </Button>
              <Button onClick={make} loading={fetching}>
                <Trans>Make a token</Trans>
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
