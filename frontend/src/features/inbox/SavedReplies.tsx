import { Trans, useLingui } from '@lingui/react/macro';
import { BookMarked, Pencil, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu';
import styles from './Composer.module.css';
import type { SavedReply } from './replies';

const RepliesDialog = lazy(() => import('./RepliesDialog'));

const SHOWN = 8;

/** What the page's people say often: chosen here, or written as `/shortcut` and Tab. */
export function SavedReplies(props: {
  replies: readonly SavedReply[];
  current: string;
  onPick: (text: string) => void;
}) {
  const { replies, onPick } = props;
  const { t } = useLingui();
  const current = props.current.trim();
  const [managing, setManaging] = useState<'list' | 'new' | null>(null);
  return (
    <>
      <Menu
        label={t`Saved replies`}
        width={320}
        above
        target={(button) => (
          <button {...button} className={styles.saved}>
            <BookMarked size={13} aria-hidden />
            <Trans>Saved replies</Trans>
          </button>
        )}
      >
        {replies.slice(0, SHOWN).map((it) => (
          <MenuItem
            key={it.id}
            after={it.shortcut && <kbd className={styles.shortcut}>/{it.shortcut}</kbd>}
            onSelect={() => onPick(it.text)}
          >
            {it.title}
          </MenuItem>
        ))}
        {replies.length === 0 && (
          <MenuItem disabled>
            <Trans>None yet. What you save here, everybody on this page can use.</Trans>
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem
          icon={<Plus size={14} aria-hidden />}
          disabled={!current}
          onSelect={() => setManaging('new')}
        >
          <Trans>Save what I wrote…</Trans>
        </MenuItem>
        <MenuItem icon={<Pencil size={14} aria-hidden />} onSelect={() => setManaging('list')}>
          <Trans>All saved replies…</Trans>
        </MenuItem>
      </Menu>
      <Suspense>
        {managing && (
          <RepliesDialog
            replies={replies}
            text={managing === 'new' ? current : undefined}
            onPick={onPick}
            onClose={() => setManaging(null)}
          />
        )}
      </Suspense>
    </>
  );
}
