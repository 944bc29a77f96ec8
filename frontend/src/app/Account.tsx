import { Trans, useLingui } from '@lingui/react/macro';
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical, Keyboard, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from 'lucide-react';
import { Face } from '../ui/Owner';
import styles from './Account.module.css';
import { session } from './session';

type User = { id: string; name: string; email: string; isAdmin: boolean };

export function Account({ user, onHelp }: { user: User; onHelp: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async () => {
    await session.signOut().catch(() => undefined);
    location.assign('/sign-in');
  };
  const icon = { size: 14, 'aria-hidden': true } as const;
  return (
    <div className={styles.account}>
      <Menu position="top-start" width={216} offset={6}>
        <Menu.Target>
          <button type="button" className={styles.button} aria-label={t`Account of ${user.name}`}>
            <Face id={user.id} name={user.name} size={28} />
            <span className={styles.who}>
              <strong>{user.name}</strong>
              <small>{user.isAdmin ? t`Administrator` : user.email}</small>
            </span>
            <EllipsisVertical size={15} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled>{user.email}</Menu.Item>
          <Menu.Item
            leftSection={<SlidersHorizontal {...icon} />}
            onClick={() => navigate({ to: '/preferences' })}
          >
            <Trans>Preferences</Trans>
          </Menu.Item>
          <Menu.Item leftSection={<Keyboard {...icon} />} onClick={onHelp}>
            <Trans>Keyboard shortcuts</Trans>
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<Sun {...icon} />}
            onClick={() => setColorScheme('light')}
            aria-current={colorScheme === 'light'}
          >
            <Trans>Light</Trans>
          </Menu.Item>
          <Menu.Item
            leftSection={<Moon {...icon} />}
            onClick={() => setColorScheme('dark')}
            aria-current={colorScheme === 'dark'}
          >
            <Trans>Dark</Trans>
          </Menu.Item>
          <Menu.Item
            leftSection={<Monitor {...icon} />}
            onClick={() => setColorScheme('auto')}
            aria-current={colorScheme === 'auto'}
          >
            <Trans>As the system</Trans>
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<LogOut {...icon} />} onClick={signOut}>
            <Trans>Sign out</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
