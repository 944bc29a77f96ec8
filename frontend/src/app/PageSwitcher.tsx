import { Trans, useLingui } from '@lingui/react/macro';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronsUpDown, Plus, Search } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { PageNameFragment } from '../gen/graphql';
import { Mark } from '../ui/Mark';
import { Menu, MenuItem, MenuLine } from '../ui/Menu';
import styles from './PageSwitcher.module.css';
import { platformName } from './platform';

const PagesDialog = lazy(() => import('./PagesDialog'));

/** Which page one is on, and the way to another. Where there are more than are listed, they can be searched. */
export function PageSwitcher(props: {
  pages: PageNameFragment[];
  hasMore: boolean;
  current: PageNameFragment | undefined;
  isAdmin: boolean;
}) {
  const { pages, hasMore, current, isAdmin } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const [seeking, dialog] = useDisclosure(false);
  return (
    <>
      <Menu
        label={t`Pages`}
        width={232}
        target={(button) => (
          <button {...button} className={styles.switcher}>
            <Mark size={26} />
            <span className={styles.where}>
              <strong>{current?.name ?? 'Baton'}</strong>
              <small>{current ? platformName(current.platform) : t`No page yet`}</small>
            </span>
            <ChevronsUpDown size={14} aria-hidden />
            <span className="visually-hidden">
              <Trans>Change the page</Trans>
            </span>
          </button>
        )}
      >
        {hasMore && (
          <>
            <MenuItem icon={<Search size={14} aria-hidden />} onSelect={dialog.open}>
              <Trans>Find a page…</Trans>
            </MenuItem>
            <MenuLine />
          </>
        )}
        {pages.map((page) => (
          <MenuItem
            key={page.id}
            current={page.id === current?.id}
            after={page.id === current?.id && <Check size={14} aria-hidden />}
            onSelect={() => navigate({ to: '/p/$pageId', params: { pageId: page.id } })}
          >
            {page.name}
          </MenuItem>
        ))}
        {isAdmin && (
          <>
            <MenuLine />
            <MenuItem
              icon={<Plus size={14} aria-hidden />}
              onSelect={() => navigate({ to: '/', hash: 'new' })}
            >
              <Trans>New page</Trans>
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense>{seeking && <PagesDialog onClose={dialog.close} />}</Suspense>
    </>
  );
}
