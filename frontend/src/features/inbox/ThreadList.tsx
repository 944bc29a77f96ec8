import { Trans, useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp, Inbox as InboxIcon, SearchX } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useDensity } from '../../app/density';
import { usePage } from '../../app/PageScope';
import { useShortcuts } from '../../app/shortcuts';
import { EntrancesDocument } from '../../gen/graphql';
import { Empty } from '../../ui/Screen';
import { SearchField } from '../../ui/SearchField';
import { BulkBar } from './BulkBar';
import { Filters } from './Filters';
import { everything, isNarrowed, type ListFilter } from './filter';
import { Row } from './Row';
import { useUnread } from './seen';
import styles from './ThreadList.module.css';
import { useAnchor } from './useAnchor';
import { useThreadWindow } from './useThreadWindow';

const ROWS = { comfortable: 76, compact: 52 };

export function ThreadList(props: {
  filter: ListFilter;
  /** Set here: opens the conversation after the open one. */
  next: RefObject<() => void>;
  selected?: string;
  onSelect: (id: string) => void;
  onFilter: (change: Partial<ListFilter>) => void;
}) {
  const { filter, next, selected, onSelect, onFilter } = props;
  const { t } = useLingui();
  const page = usePage();
  const box = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const hovering = useRef(false);
  const unread = useUnread();
  const density = useDensity();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [{ data }] = useQuery({ query: EntrancesDocument, variables: { pageId: page.id } });
  const entrances = data?.page?.entryPoints ?? [];
  const { rows, waiting, status, hasMore, loadMore, letIn, retry } = useThreadWindow(
    filter,
    entrances,
    () => (box.current?.scrollTop ?? 0) < 4 && !hovering.current,
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROWS[density],
    overscan: 6,
    getItemKey: (it) => rows[it]?.id ?? it,
  });
  useAnchor(box, rows, ROWS[density]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 10) loadMore();
  }, [last, rows.length, loadMore]);

  const move = (step: number) => {
    const at = rows.findIndex((it) => it.id === selected);
    const found = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    if (!found) return;
    onSelect(found.id);
    virtual.scrollToIndex(rows.indexOf(found));
  };
  useEffect(() => {
    next.current = () => move(1);
  });
  const choose = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  useShortcuts({
    next: () => move(1),
    previous: () => move(-1),
    choose: () => selected && choose(selected),
    search: () => searchBox.current?.focus(),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtual.measure(), [density]);
  const picked = rows.filter((it) => chosen.has(it.id));

  const top = () => {
    letIn();
    box.current?.scrollTo({ top: 0 });
  };

  return (
    <section className={`${styles.list} thread-list`} aria-label={t`Conversations`}>
      <div className={styles.tools}>
        <SearchField
          ref={searchBox}
          value={filter.q}
          onSearch={(q) => onFilter({ q })}
          label={t`Search conversations`}
          placeholder={t`Name or id of the customer`}
        />
        <Filters filter={filter} entrances={entrances} onFilter={onFilter} />
      </div>
      {picked.length > 0 && <BulkBar threads={picked} onLeft={setChosen} />}
      <div className={styles.body}>
        {waiting.length > 0 && (
          <button type="button" className={styles.pill} onClick={top}>
            <ArrowUp size={13} aria-hidden />
            <Trans>{waiting.length} new</Trans>
          </button>
        )}
        <div
          ref={box}
          className={styles.scroll}
          onPointerEnter={() => {
            hovering.current = true;
          }}
          onPointerLeave={() => {
            hovering.current = false;
          }}
        >
          {rows.length > 0 && (
            <ul className={styles.rows} style={{ height: virtual.getTotalSize() }}>
              {items.map((item) => {
                const thread = rows[item.index];
                if (!thread) return null;
                return (
                  <li
                    key={item.key}
                    className={styles.place}
                    style={{ transform: `translateY(${item.start}px)`, height: ROWS[density] }}
                    aria-setsize={hasMore ? -1 : rows.length}
                    aria-posinset={item.index + 1}
                  >
                    <Row
                      thread={thread}
                      isSelected={thread.id === selected}
                      isUnread={unread(thread)}
                      isChosen={chosen.has(thread.id)}
                      onChoose={choose}
                      onSelect={onSelect}
                    />
                  </li>
                );
              })}
            </ul>
          )}
          {status === 'loading' && rows.length === 0 && (
            <div className={styles.ghosts} aria-busy="true">
              {[0, 1, 2, 3, 4, 5].map((it) => (
                <span key={it} />
              ))}
            </div>
          )}
          {status === 'failed' && (
            <Empty
              title={<Trans>The list could not be read</Trans>}
              action={
                <button type="button" className={styles.link} onClick={retry}>
                  <Trans>Try again</Trans>
                </button>
              }
            />
          )}
          {status === 'ready' &&
            rows.length === 0 &&
            (isNarrowed(filter) ? (
              <Empty
                icon={<SearchX size={20} />}
                title={<Trans>No conversation matches</Trans>}
                action={
                  <button type="button" className={styles.link} onClick={() => onFilter(everything)}>
                    <Trans>Show all</Trans>
                  </button>
                }
              />
            ) : (
              <Empty icon={<InboxIcon size={20} />} title={<Trans>No conversations yet</Trans>}>
                <Trans>They appear when a customer writes. The simulator can be that customer.</Trans>
              </Empty>
            ))}
        </div>
      </div>
    </section>
  );
}
