import { Trans, useLingui } from '@lingui/react/macro';
import { Button, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { setDensity, useDensity } from '../../app/density';
import { choose, type Locale, locales } from '../../app/i18n';
import { Panel, Screen } from '../../ui/Screen';
import { Segments } from '../../ui/Segments';
import { Keys } from './Keys';
import { PasswordForm } from './PasswordForm';
import styles from './Preferences.module.css';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';

/** How Baton looks and speaks to this person, and what they are signed in with. */
export default function Preferences() {
  const { t, i18n } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = useDensity();
  const [told, setTold] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  return (
    <Screen title={t`Preferences`} about={<Trans>They are kept on this computer.</Trans>}>
      <Panel>
        <div className={styles.row}>
          <strong id="language">
            <Trans>Language</Trans>
          </strong>
          <Segments
            aria-labelledby="language"
            value={i18n.locale}
            onChange={(it) => choose(it as Locale)}
            options={Object.entries(locales).map(([value, label]) => ({ value, label }))}
          />
        </div>
        <div className={styles.row}>
          <strong id="theme">
            <Trans>Theme</Trans>
          </strong>
          <Segments
            aria-labelledby="theme"
            value={colorScheme}
            onChange={(it) => setColorScheme(it as 'auto')}
            options={[
              { value: 'auto', label: t`As the system` },
              { value: 'light', label: t`Light` },
              { value: 'dark', label: t`Dark` },
            ]}
          />
        </div>
        <div className={styles.row}>
          <strong id="density">
            <Trans>Density</Trans>
          </strong>
          <Segments
            aria-labelledby="density"
            value={density}
            onChange={setDensity}
            options={[
              { value: 'comfortable', label: t`Comfortable` },
              { value: 'compact', label: t`Compact` },
            ]}
          />
        </div>
        <div className={styles.row}>
          <div>
            <strong>
              <Trans>Desktop notifications</Trans>
            </strong>
            <p>
              <Trans>
                When a customer writes in a conversation that people hold, and this window is not in front.
              </Trans>
            </p>
          </div>
          {told === 'granted' ? (
            <span className={styles.on}>
              <Trans>On</Trans>
            </span>
          ) : (
            <Button
              size="xs"
              variant="default"
              disabled={told === 'denied'}
              onClick={async () => setTold(await Notification.requestPermission())}
            >
              {told === 'denied' ? <Trans>Blocked by the browser</Trans> : <Trans>Allow…</Trans>}
            </Button>
          )}
        </div>
      </Panel>
      <Keys />
      <PasswordForm />
      <SecondFactor />
      <Sessions />
    </Screen>
  );
}
