import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Secret } from '../../ui/Secret';
import styles from './Preferences.module.css';

/** Codes for who has lost their authenticator, shown this once. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { t } = useLingui();
  return (
    <section className={styles.codes} aria-label={t`Recovery codes`}>
      <p>
        <Trans>
          Keep these recovery codes where you find them without your authenticator. Each is good for one
          sign-in, and they are shown this once.
        </Trans>
      </p>
      <ul>
        {codes.map((it) => (
          <li key={it}>
            <code>{it}</code>
          </li>
        ))}
      </ul>
      <Secret label={t`All of them`} value={codes.join(' ')} />
      <span>
        <Button variant="default" onClick={done}>
          <Trans>I have kept them</Trans>
        </Button>
      </span>
    </section>
  );
}
