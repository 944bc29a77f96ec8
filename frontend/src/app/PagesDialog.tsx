import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { FindPagesDocument } from '../gen/graphql';
import { Dialog } from '../ui/Dialog';
import { Empty, ErrorNote } from '../ui/Screen';
import { SearchField } from '../ui/SearchField';
import styles from './PagesDialog.module.css';
import { platformName } from './platform';
import { useList } from './useList';

const ROWS = 50;

/** All pages that one has to do with, however many they are. */
export default function PagesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [search, setSearch] = useState<string | undefined>();
  const { rows, refused, more } = useList(FindPagesDocument, { first: ROWS, search }, (it) => it.pages);
  return (
    <Dialog onClose={onClose} title={<Trans>Find a page</Trans>}>
      <SearchField
        value={search}
        onSearch={setSearch}
        label={t`Search pages`}
        placeholder={t`Name or id of the page`}
        isFirst
      />
      <ErrorNote>{refused}</ErrorNote>
      <div className={styles.found}>
        {rows?.length === 0 && (
          <Empty
            icon={<SearchX size={20} />}
            title={<Trans>No page is found by that</Trans>}
            action={
              <Button variant="default" size="xs" onClick={() => setSearch(undefined)}>
                <Trans>Show all</Trans>
              </Button>
            }
          />
        )}
        <ul aria-label={t`Pages`}>
          {rows?.map((it) => (
            <li key={it.id}>
              <Link to="/p/$pageId" params={{ pageId: it.id }} onClick={onClose}>
                <strong>{it.name}</strong>
                <small>{platformName(it.platform)}</small>
              </Link>
            </li>
          ))}
        </ul>
        {more && (
          <Button size="xs" variant="default" onClick={more}>
            <Trans>More pages</Trans>
          </Button>
        )}
      </div>
    </Dialog>
  );
}
