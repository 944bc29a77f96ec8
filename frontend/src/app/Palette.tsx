import { useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { FindPagesDocument, type PageNameFragment } from '../gen/graphql';
import type { Action } from './keys';
import './palette.css';
import styles from './Palette.module.css';
import { useKeys } from './shortcuts';

/** Goes anywhere by name, and teaches the shorter way. */
export default function Palette(props: { pageId?: string; pages: PageNameFragment[]; hasMore: boolean }) {
  const { pageId, hasMore } = props;
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const pages = useFoundPages(props.pages, hasMore ? query : '');
  const navigate = useNavigate();
  const keys = useKeys();
  const screens: [string, string, Action?][] = [
    [t`Overview`, '', 'overview'],
    [t`Inbox`, 'inbox', 'inbox'],
    [t`Live timeline`, 'timeline', 'timeline'],
    [t`Simulator`, 'simulator', 'simulator'],
    [t`Apps`, 'apps', 'apps'],
    [t`Webhooks`, 'webhooks', 'webhooks'],
    [t`Primary receiver`, 'receiver', 'receiver'],
    [t`Entry points`, 'entry-points', 'entryPoints'],
    [t`Menu`, 'menu'],
    [t`Page settings`, 'settings', 'settings'],
  ];
  const groups: SpotlightActionGroupData[] = [
    {
      group: t`Go to`,
      actions: (pageId ? screens : []).map(([label, to, action]) => ({
        id: `go-${to}`,
        label,
        rightSection: action && keys.isOn ? <kbd className={styles.kbd}>{keys.of(action)}</kbd> : undefined,
        onClick: () => navigate({ to: `/p/$pageId/${to}` as '/p/$pageId', params: { pageId: pageId ?? '' } }),
      })),
    },
    {
      group: t`Pages`,
      actions: pages.map((page) => ({
        id: page.id,
        label: page.name,
        description: page.id,
        onClick: () => navigate({ to: '/p/$pageId', params: { pageId: page.id } }),
      })),
    },
    {
      group: t`Organization`,
      actions: [
        { id: 'team', label: t`Team`, onClick: () => navigate({ to: '/team' }) },
        { id: 'audit', label: t`Audit log`, onClick: () => navigate({ to: '/audit' }) },
        { id: 'preferences', label: t`Preferences`, onClick: () => navigate({ to: '/preferences' }) },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      nothingFound={t`Nothing found`}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <Search size={16} />,
        placeholder: t`Where to?`,
        'aria-label': t`Where to?`,
      }}
    />
  );
}

/** Those that are known, and those that the server finds besides. */
function useFoundPages(known: PageNameFragment[], query: string): PageNameFragment[] {
  const [search] = useDebouncedValue(query.trim(), 200);
  const [{ data }] = useQuery({
    query: FindPagesDocument,
    variables: { search: search.slice(0, 100), first: 20 },
    pause: !search,
  });
  const found = (search && data?.pages.nodes) || [];
  return [...known, ...found.filter((it) => !known.some((other) => other.id === it.id))];
}
