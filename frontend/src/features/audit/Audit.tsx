import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ScrollText, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useNameOfPage, useNameOfPerson, usePageFinder, usePeopleFinder } from '../../app/find';
import { useList } from '../../app/useList';
import { AuditLogDocument } from '../../gen/graphql';
import { Choice } from '../../ui/Choice';
import { Finder } from '../../ui/Finder';
import { Empty, ErrorNote, Panel, Screen } from '../../ui/Screen';
import { Segments } from '../../ui/Segments';
import styles from './Audit.module.css';
import { EntryLine } from './EntryLine';
import { type Group, kindsOf } from './kinds';

export type AuditSearch = {
  page?: string;
  group?: Group;
  by?: string;
  span?: 'day' | 'week' | 'month';
  thing?: string;
};

const ROWS = 50;
const DAY = 86_400_000;
const days = { day: 1, week: 7, month: 30 } as const;

/** Who did what, when and from where: everywhere, or on one page. */
export default function Audit() {
  const { t } = useLingui();
  const search = useSearch({ from: '/shell/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const change = (part: Partial<AuditSearch>) =>
    navigate({ search: (it) => ({ ...it, ...part }), replace: true });
  const filter = useMemo(
    () => ({
      pageId: search.page,
      actorId: search.by,
      objectId: search.thing,
      kinds: search.group && kindsOf[search.group],
      since: search.span && new Date(Date.now() - days[search.span] * DAY).toISOString(),
    }),
    [search.page, search.by, search.group, search.span, search.thing],
  );
  const variables = { filter, first: ROWS };
  const { rows: entries, refused, more } = useList(AuditLogDocument, variables, (it) => it.auditLog);
  const person = useNameOfPerson(search.by);
  const page = useNameOfPage(search.page);
  const findPeople = usePeopleFinder();
  const findPages = usePageFinder();
  const isFiltered = search.by || search.page || search.group || search.span || search.thing;
  return (
    <Screen
      wide
      title={t`Audit log`}
      about={<Trans>Every change of the configuration, and all that people do in inboxes.</Trans>}
    >
      <Panel flush>
        <div className={styles.filters}>
          <Segments
            aria-label={t`Kind`}
            value={search.group ?? 'all'}
            options={[
              { value: 'all', label: t`Everything` },
              { value: 'inbox', label: t`Inbox` },
              { value: 'page', label: t`Page` },
              { value: 'apps', label: t`Apps` },
              { value: 'people', label: t`People` },
            ]}
            onChange={(it) => change({ group: it === 'all' ? undefined : (it as Group) })}
          />
          <div className={styles.finder}>
            <Finder
              size="xs"
              label={t`Who did it`}
              placeholder={t`Anybody`}
              nothing={t`Nobody is found by that`}
              chosen={search.by ? { value: search.by, label: person } : null}
              onPick={(it) => change({ by: it?.value })}
              find={findPeople}
            />
          </div>
          <div className={styles.finder}>
            <Finder
              size="xs"
              label={t`Page`}
              placeholder={t`Any page`}
              nothing={t`No page is found by that`}
              chosen={search.page ? { value: search.page, label: page } : null}
              onPick={(it) => change({ page: it?.value })}
              find={findPages}
            />
          </div>
          <Choice
            size="xs"
            aria-label={t`Time`}
            none={t`Any time`}
            value={search.span ?? ''}
            options={[
              { value: 'day', label: t`Last 24 hours` },
              { value: 'week', label: t`Last 7 days` },
              { value: 'month', label: t`Last 30 days` },
            ]}
            onPick={(span) => change({ span: span || undefined })}
          />
          {search.thing && (
            <Button size="compact-xs" variant="default" onClick={() => change({ thing: undefined })}>
              <Trans>One thing ×</Trans>
            </Button>
          )}
        </div>
        {refused && (
          <div className={styles.refused}>
            <ErrorNote>{refused}</ErrorNote>
          </div>
        )}
        {entries && entries.length > 0 && (
          <ul className={styles.entries} aria-label={t`Entries`}>
            {entries.map((it) => (
              <EntryLine key={it.id} entry={it} onThing={(thing) => change({ thing })} />
            ))}
          </ul>
        )}
        {entries?.length === 0 && !refused && (
          <Empty
            icon={isFiltered ? <SearchX size={20} /> : <ScrollText size={20} />}
            title={isFiltered ? <Trans>Nothing matches</Trans> : <Trans>Nothing was done yet</Trans>}
          />
        )}
        {more && (
          <Button m="md" size="xs" variant="default" onClick={more}>
            <Trans>Earlier entries</Trans>
          </Button>
        )}
      </Panel>
    </Screen>
  );
}
