import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { MonitorSmartphone } from 'lucide-react';
import { useMutation, useQuery } from 'urql';
import { refusal, tellRefusal } from '../../app/refused';
import { ago, useNow } from '../../app/time';
import { RevokeTokenDocument, SessionsDocument, SignOutEverywhereDocument } from '../../gen/graphql';
import { Badge } from '../../ui/Badge';
import { Panel } from '../../ui/Screen';
import { browserName } from './browser';
import styles from './Preferences.module.css';

/** The browsers that this person is signed in with. */
export function Sessions() {
  const { t, i18n } = useLingui();
  const now = useNow(30_000);
  const [{ data }, refresh] = useQuery({ query: SessionsDocument, requestPolicy: 'network-only' });
  const [, revoke] = useMutation(RevokeTokenDocument);
  const [{ fetching }, leave] = useMutation(SignOutEverywhereDocument);
  const end = async (tokenId: string) => {
    const { data: done, error } = await revoke({ input: { tokenId } });
    const refused = refusal(error, done?.revokeToken.userErrors);
    if (refused) tellRefusal(t`Not signed out`, refused);
    refresh({ requestPolicy: 'network-only' });
  };
  const everywhere = async () => {
    const { error } = await leave({ input: {} });
    if (!error) location.assign('/sign-in');
  };
  return (
    <Panel
      flush
      title={<Trans>Where you are signed in</Trans>}
      actions={
        <Button size="xs" variant="default" loading={fetching} onClick={everywhere}>
          <Trans>Sign out everywhere</Trans>
        </Button>
      }
    >
      <ul className={styles.sessions}>
        {(data?.viewer.sessions ?? []).map((it) => (
          <li key={it.id}>
            <MonitorSmartphone size={18} aria-hidden />
            <div>
              {browserName(it.userAgent) ?? t`A browser`}{' '}
              {it.isCurrent && (
                <Badge tone="ok">
                  <Trans>this one</Trans>
                </Badge>
              )}
              <small>
                <Trans>since {ago(it.signedInAt, now, i18n.locale)}</Trans>
              </small>
            </div>
            {!it.isCurrent && (
              <Button size="compact-xs" variant="default" onClick={() => end(it.id)}>
                <Trans>Sign out</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
