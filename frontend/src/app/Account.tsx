import { Trans, useLingui } from '@lingui/react/macro';
import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical, Keyboard, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from 'lucide-react';
import { Menu, MenuItem, MenuLine } from '../ui/Menu';
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
  const themes = [
    ['light', Sun, t`Light`],
    ['dark', Moon, t`Dark`],
    ['auto', Monitor, t`As the system`],
  ] as const;
  return (
    <section className={styles.account} aria-label={t`Account of ${user.name}`}>
      <Menu
        label={t`Account of ${user.name}`}
        width={216}
        above
        target={(button) => (
          <button {...button} className={styles.button} aria-label={t`Account of ${user.name}`}>
            <Face id={user.id} name={user.name} size={28} />
            <span className={styles.who}>
              <strong>{user.name}</strong>
              <small>{user.isAdmin ? t`Administrator` : user.email}</small>
            </span>
            <EllipsisVertical size={15} aria-hidden />
          </button>
        )}
      >
        <MenuItem disabled>{user.email}</MenuItem>
        <MenuItem icon={<SlidersHorizontal {...icon} />} onSelect={() => navigate({ to: '/preferences' })}>
          <Trans>Preferences</Trans>
        </MenuItem>
        <MenuItem icon={<Keyboard {...icon} />} onSelect={onHelp}>
          <Trans>Keyboard shortcuts</Trans>
        </MenuItem>
        <MenuLine />
        {themes.map(([scheme, Icon, words]) => (
          <MenuItem
            key={scheme}
            icon={<Icon {...icon} />}
            current={colorScheme === scheme}
            onSelect={() => setColorScheme(scheme)}
          >
            {words}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={<LogOut {...icon} />} onSelect={signOut}>
          <Trans>Sign out</Trans>
        </MenuItem>
      </Menu>
    </section>
  );
}
