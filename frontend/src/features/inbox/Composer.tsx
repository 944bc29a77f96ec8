import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu, Textarea } from '@mantine/core';
import { BookMarked, Plus, SendHorizontal, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { usePage } from '../../app/PageScope';
import { useNow } from '../../app/time';
import type { ThreadRowFragment } from '../../gen/graphql';
import styles from './Composer.module.css';
import { drafts, savedReplies } from './drafts';
import { standing } from './standing';
import type { Actions } from './useActions';

export type ComposerHandle = { focus: () => void };
type Props = { thread: ThreadRowFragment; actions: Actions; onDone: () => void; ref: Ref<ComposerHandle> };

/** Where people answer. While somebody else holds the conversation it says who, and offers the way to change that. */
export function Composer({ thread, actions, onDone, ref }: Props) {
  const { t } = useLingui();
  const page = usePage();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => drafts.read(thread.id));
  const key = useRef(crypto.randomUUID());
  const now = useNow(30_000);
  const stand = standing(thread, page.settings.enforceMessagingWindow, page.can('MESSAGING'), now);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus() }));
  useEffect(() => drafts.write(thread.id, text), [thread.id, text]);

  const send = async (andDone: boolean) => {
    const said = text.trim();
    if (!said || actions.doing === 'sending') return;
    // The same key again sends once: a reply whose answer was lost is not said twice.
    if (!(await actions.reply(said, key.current))) return;
    key.current = crypto.randomUUID();
    setText('');
    if (andDone) onDone();
    else box.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    // Enter also ends a conversion: then it belongs to the input method.
    if (event.key === 'Escape') return box.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    send(event.ctrlKey || event.metaKey);
  };

  if (stand.kind === 'closed' || stand.kind === 'forbidden') {
    return (
      <div className={styles.closed} role="note">
        {stand.kind === 'closed' ? (
          <Trans>
            The customer last wrote more than 24 hours ago. They can be answered again once they write.
          </Trans>
        ) : (
          <Trans>You may read here and not answer. Answering needs the task “Messaging”.</Trans>
        )}
      </div>
    );
  }
  const holder = thread.control.owner?.name ?? '';
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      {stand.kind === 'takes' && (
        <p className={styles.note}>
          {holder ? (
            <Trans>{holder} holds this conversation. Your reply takes it over.</Trans>
          ) : (
            <Trans>Nobody holds this conversation. Your reply takes it.</Trans>
          )}
        </p>
      )}
      {stand.kind === 'done' && (
        <p className={styles.note}>
          <Trans>Marked done: you can answer, and control stays where it is.</Trans>
        </p>
      )}
      <Textarea
        ref={box}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        autosize
        minRows={2}
        maxRows={9}
        maxLength={2_000}
        variant="unstyled"
        aria-label={t`Your reply`}
        placeholder={t`Write a reply…`}
      />
      <div className={styles.tools}>
        <SavedReplies
          current={text}
          onPick={(it) => {
            setText((before) => (before ? `${before}\n${it}` : it));
            box.current?.focus();
          }}
        />
        <span className={styles.hint}>
          <Trans>Enter sends · Ctrl Enter sends and marks done</Trans>
        </span>
        {text.length > 1_800 && <span className="tabular">{2_000 - text.length}</span>}
        <Button
          type="submit"
          size="xs"
          disabled={!text.trim()}
          loading={actions.doing === 'sending'}
          rightSection={<SendHorizontal size={13} />}
        >
          <Trans>Send</Trans>
        </Button>
      </div>
    </form>
  );
}

function SavedReplies({ current, onPick }: { current: string; onPick: (text: string) => void }) {
  const { t } = useLingui();
  const [replies, setReplies] = useState(savedReplies.read);
  const keep = (next: string[]) => {
    savedReplies.write(next);
    setReplies(next);
  };
  return (
    <Menu position="top-start" width={320} withinPortal>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<BookMarked size={13} />}>
          <Trans>Saved replies</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {replies.map((it) => (
          <Menu.Item key={it} onClick={() => onPick(it)}>
            {it}
          </Menu.Item>
        ))}
        {replies.length === 0 && (
          <Menu.Item disabled>
            <Trans>None yet. Write one, then keep it here.</Trans>
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Plus size={14} />}
          disabled={!current.trim() || replies.includes(current.trim())}
          onClick={() => keep([...replies, current.trim()])}
        >
          <Trans>Keep what I wrote</Trans>
        </Menu.Item>
        {replies.includes(current.trim()) && (
          <Menu.Item
            leftSection={<Trash2 size={14} />}
            onClick={() => keep(replies.filter((it) => it !== current.trim()))}
          >
            {t`Forget this reply`}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
