import { Trans, useLingui } from '@lingui/react/macro';
import { Hand, MessageCircleWarning } from 'lucide-react';
import type { ReactNode } from 'react';
import { participants, usePage } from '../../app/PageScope';
import { type Folder, folders } from '../../app/router';
import { Choice } from '../../ui/Choice';
import styles from './Filters.module.css';
import type { Entrance, ListFilter } from './filter';

/** Which conversations the list shows: by folder, by who holds them, by how the customer came, and who waits. */
export function Filters(props: {
  filter: ListFilter;
  entrances: readonly Entrance[];
  onFilter: (change: Partial<ListFilter>) => void;
}) {
  const { filter, entrances, onFilter } = props;
  const { t } = useLingui();
  const page = usePage();
  const names: Record<Folder, string> = { all: t`All`, main: t`Main`, general: t`General`, done: t`Done` };
  const owners = [
    { value: 'nobody', label: t`Nobody` },
    { value: 'apps', label: t`Any app` },
    { value: page.inbox.id, label: page.inbox.name },
    ...participants(page).map((it) => ({ value: it.id, label: it.name })),
  ];
  return (
    <>
      <div className={styles.row}>
        <div className={styles.tabs} role="group" aria-label={t`Folder`}>
          {folders
            .toSorted((a, b) => Number(b === 'all') - Number(a === 'all'))
            .map((it) => (
              <button
                key={it}
                type="button"
                aria-pressed={filter.folder === it}
                onClick={() => onFilter({ folder: it })}
              >
                {names[it]}
              </button>
            ))}
        </div>
        <div className={styles.toggles}>
          <Toggle value={filter.unanswered} onChange={(unanswered) => onFilter({ unanswered })}>
            <MessageCircleWarning size={13} aria-hidden />
            <Trans>Unanswered</Trans>
          </Toggle>
          <Toggle value={filter.asked} onChange={(asked) => onFilter({ asked })}>
            <Hand size={13} aria-hidden />
            <Trans>Asked for</Trans>
          </Toggle>
        </div>
      </div>
      <div className={styles.row}>
        <Choice
          size="xs"
          className={styles.choice}
          value={filter.owner ?? ''}
          options={owners}
          onPick={(owner) => onFilter({ owner: owner || undefined })}
          none={t`Held by anybody`}
          aria-label={t`Held by`}
        />
        {(entrances.length > 0 || filter.through) && (
          <Choice
            size="xs"
            className={styles.choice}
            value={filter.through ?? ''}
            options={entrances.map((it) => ({ value: it.id, label: it.key }))}
            onPick={(through) => onFilter({ through: through || undefined })}
            none={t`Came any way`}
            aria-label={t`Came through`}
          />
        )}
      </div>
    </>
  );
}

/** A filter that is on or off. */
function Toggle(props: {
  value: 'yes' | undefined;
  onChange: (value: 'yes' | undefined) => void;
  children: ReactNode;
}) {
  const { value, onChange, children } = props;
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={!!value}
      onClick={() => onChange(value ? undefined : 'yes')}
    >
      {children}
    </button>
  );
}
