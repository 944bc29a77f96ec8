// Everything about one page: who one is there, and what happens on it.
import { Outlet, useParams } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { type PageBasicsFragment, PageDocument, type PageTask } from '../gen/graphql';
import { distinguish } from '../ui/owner';
import { LiveProvider } from './live';
import { NotFound } from './NotFound';
import { rememberPage } from './useCurrentPage';
import { useNotify } from './useNotify';
import { useSubscriptions } from './useSubscriptions';

export type OpenPage = PageBasicsFragment & { can: (task: PageTask) => boolean; reads: boolean };

const Open = createContext<OpenPage | null>(null);

export function PageScope() {
  const { pageId } = useParams({ from: '/shell/p/$pageId' });
  const [{ data, fetching, error }] = useQuery({ query: PageDocument, variables: { pageId } });
  const page = data?.page;
  const subscriptions = useSubscriptions(page);
  const cursor = useRef<{ page: string; cursor: string | null } | null>(null);

  useEffect(() => {
    if (page) rememberPage(page.id);
  }, [page]);

  if (!page) return fetching || error ? null : <NotFound />;
  // The log's end when the page was opened: all that comes later arrives live.
  if (cursor.current?.page !== page.id)
    cursor.current = { page: page.id, cursor: page.events.pageInfo.endCursor ?? null };
  distinguish(subscriptions.map((it) => it.app.id));
  const can = (task: PageTask) => page.viewerTasks.includes(task);
  const reads = can('MESSAGING') || can('MODERATE');
  return (
    <Open value={{ ...page, subscriptions: { ...page.subscriptions, nodes: subscriptions }, can, reads }}>
      <LiveProvider key={page.id} pageId={page.id} after={cursor.current.cursor} reads={reads}>
        <Notifier pageId={page.id} />
        <Outlet />
      </LiveProvider>
    </Open>
  );
}

function Notifier({ pageId }: { pageId: string }) {
  useNotify(pageId);
  return null;
}

export function usePage(): OpenPage {
  const page = useContext(Open);
  if (!page) throw new Error('used outside of a page');
  return page;
}

/** The apps that take part, the primary receiver first. */
export function participants(page: OpenPage) {
  const apps = page.subscriptions.nodes.map((it) => ({ ...it.app, isPrimary: it.isPrimaryReceiver }));
  return apps.sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || a.name.localeCompare(b.name));
}
