import { useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { FindPagesDocument, type PageNameFragment } from '../gen/graphql';
import './palette.css';
import styles from './Palette.module.css';

/** Goes anywhere by name, and teaches the shorter way. */
export default function Palette(props: { pageId?: string; pages: PageNameFragment[]; hasMore: boolean }) {
  const { pageId, hasMore } = props;
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const pages = useFoundPages(props.pages, hasMore ? query : '');
  const navigate = useNavigate();
  const screens: [string, string, string?][] = [
    [t`Overview`, '', 'g o'],
    [t`Inbox`, 'inbox', 'g i'],
    [t`Live timeline`, 'timeline', 'g t'],
    [t`Simulator`, 'simulator', 'g m'],
    [t`Apps`, 'apps', 'g a'],
    [t`Webhooks`, 'webhooks', 'g d'],
    [t`Primary receiver`, 'receiver'],
    [t`Entry points`, 'entry-points'],
    [t`Menu`, 'menu'],
    [t`Page settings`, 'settings', 'g s'],
  ];
  const groups: SpotlightActionGroupData[] = [
    {
      group: t`Go to`,
      actions: (pageId ? screens : []).map(([label, to, keys]) => ({
        id: `go-${to}`,
        label,
        rightSection: keys ? <kbd className={styles.kbd}>{keys}</kbd> : undefined,
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
      shortcut={['mod + K']}
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
