import { Trans, useLingui } from '@lingui/react/macro';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useConnection } from './connection';
import styles from './LiveStatus.module.css';
import { ago, useNow } from './time';

/** Whether what is on screen is what is so. */
export function LiveStatus() {
  const { t, i18n } = useLingui();
  const { state, lastEventAt } = useConnection();
  const now = useNow(5_000);
  const word = { live: t`Live`, connecting: t`Connecting…`, offline: t`Offline` }[state];
  return (
    <span className={styles.status} data-state={state}>
      <span className={styles.dot} aria-hidden />
      <span role="status">{word}</span>
      {state === 'live' && lastEventAt && (
        <span className={styles.age}>{ago(new Date(lastEventAt).toISOString(), now, i18n.locale)}</span>
      )}
    </span>
  );
}

/** Said only when it lasts: a blink of the network is nobody's business. */
export function OfflineBanner() {
  const { state } = useConnection();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (state !== 'offline') {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), 1_500);
    return () => clearTimeout(timer);
  }, [state]);
  if (!shown) return null;
  return (
    <div className={styles.banner} role="alert">
      <WifiOff size={14} aria-hidden />
      <Trans>
        The connection is lost. What you see may be old; it goes on by itself when the server answers.
      </Trans>
    </div>
  );
}
