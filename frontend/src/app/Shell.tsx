import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useQuery } from 'urql';
import { ViewerDocument } from '../gen/graphql';
import { Account } from './Account';
import { LiveStatus, OfflineBanner } from './LiveStatus';
import { Nav } from './Nav';
import styles from './Shell.module.css';
import { useShortcuts } from './shortcuts';
import { useCurrentPage } from './useCurrentPage';

// Not needed to see a screen: they come right after it.
const Palette = lazy(() => import('./Palette'));
const Help = lazy(() => import('./Help'));

export function useViewer() {
  const [{ data }] = useQuery({ query: ViewerDocument });
  return {
    user: data?.viewer.user ?? null,
    pages: data?.pages.nodes ?? [],
    // One that was enabled since is in order, though the list is of before.
    disabled: (data?.viewer.disabledWebhooks ?? []).filter((it) => it.webhook?.disabledAt),
  };
}

/** What surrounds every screen: where one is, where one can go, and whether what one sees is live. */
export function Shell() {
  const { t } = useLingui();
  const [{ data }] = useQuery({ query: ViewerDocument });
  const { pageId } = useParams({ strict: false }) as { pageId?: string };
  const [open, drawer] = useDisclosure(false);
  const [helping, help] = useDisclosure(false);
  const path = useRouterState({ select: (it) => it.location.pathname });
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when one has gone somewhere
  useEffect(() => drawer.close(), [path]);

  const pages = data?.pages.nodes ?? [];
  const hasMore = data?.pages.pageInfo.hasNextPage ?? false;
  const page = useCurrentPage();
  const current = page?.id;
  const go = (to: string) => () => {
    if (current) navigate({ to: `/p/$pageId/${to}` as '/p/$pageId', params: { pageId: current } });
  };
  useShortcuts({
    overview: go(''),
    inbox: go('inbox'),
    timeline: go('timeline'),
    apps: go('apps'),
    webhooks: go('webhooks'),
    receiver: go('receiver'),
    entryPoints: go('entry-points'),
    simulator: go('simulator'),
    settings: go('settings'),
    help: help.open,
  });
  // Here, so that it is not lost on a palette that is still on its way; in fields, too.
  useHotkeys([['mod+K', spotlight.open]], []);

  if (!data) return <div className={styles.loading} aria-busy="true" />;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <div className={styles.side} data-open={open || undefined}>
        <Nav pages={pages} hasMore={hasMore} current={page} isAdmin={data.viewer.user?.isAdmin ?? false} />
        {data.viewer.user && <Account user={data.viewer.user} onHelp={help.open} />}
      </div>
      {open && (
        <button type="button" className={styles.veil} aria-label={t`Close the menu`} onClick={drawer.close} />
      )}
      <div className={styles.column}>
        <section className={styles.bar} aria-label={t`Search or go to`}>
          <ActionIcon
            className={styles.burger}
            variant="subtle"
            color="gray"
            aria-label={t`Open the menu`}
            aria-expanded={open}
            onClick={drawer.toggle}
          >
            <MenuIcon size={18} />
          </ActionIcon>
          <button type="button" className={styles.search} onClick={spotlight.open}>
            <Search size={14} aria-hidden />
            <span>
              <Trans>Search or go to…</Trans>
            </span>
            <kbd>Ctrl K</kbd>
          </button>
          <span className={styles.spacer} />
          {pageId && <LiveStatus />}
        </section>
        <OfflineBanner />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        <Palette pageId={current} pages={pages} hasMore={hasMore} />
        {helping && <Help onClose={help.close} />}
      </Suspense>
    </div>
  );
}
