import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellDone } from '../../app/refused';
import { OverviewDocument, UnsubscribeDocument } from '../../gen/graphql';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/Screen';
import styles from './dialog.module.css';

/** Says what leaving does before it is done. */
export function LeaveDialog({ app, onClose }: { app: { id: string; name: string }; onClose: () => void }) {
  const { t } = useLingui();
  const page = usePage();
  const navigate = useNavigate();
  const [{ data }] = useQuery({
    query: OverviewDocument,
    variables: { pageId: page.id, reads: page.reads },
    requestPolicy: 'network-only',
  });
  const [{ fetching }, leave] = useMutation(UnsubscribeDocument);
  const [error, setError] = useState<string | null>(null);
  const held = data?.page?.threadCounts.controlled.find((it) => it.owner.id === app.id)?.count ?? 0;
  const go = async () => {
    const { data: done, error: failed } = await leave({ input: { pageId: page.id, appId: app.id } });
    const refused = refusal(failed, done?.unsubscribeApp.userErrors);
    setError(refused);
    if (refused) return;
    tellDone(t`${app.name} has left the page`);
    navigate({ to: '/p/$pageId/apps', params: { pageId: page.id } });
  };
  return (
    <Dialog
      onClose={onClose}
      title={
        <Trans>
          Remove {app.name} from {page.name}
        </Trans>
      }
    >
      <div className={styles.form}>
        <p className={styles.text}>
          <Trans>
            The {held} conversations that it holds go idle at once. Its requests, menus, entry points and held
            surveys on this page go. It hears nothing more.
          </Trans>
        </p>
        <ErrorNote>{error}</ErrorNote>
        <div className={styles.end}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="red.9" onClick={go} loading={fetching}>
            <Trans>Remove {app.name}</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
