import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { usePage } from '../../app/PageScope';
import { useNow } from '../../app/time';
import { SavedRepliesDocument, type ThreadRowFragment } from '../../gen/graphql';
import styles from './Composer.module.css';
import { drafts } from './drafts';
import { expand } from './replies';
import { SavedReplies } from './SavedReplies';
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
  const [{ data }] = useQuery({ query: SavedRepliesDocument, variables: { pageId: page.id } });
  const replies = data?.page?.savedReplies.nodes ?? [];
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
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const expanded = event.key === 'Tab' && expand(text, event.currentTarget.selectionEnd, replies);
    if (expanded) {
      event.preventDefault();
      return setText(expanded);
    }
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
      <textarea
        ref={box}
        className={styles.box}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        rows={2}
        maxLength={2_000}
        aria-label={t`Your reply`}
        placeholder={t`Write a reply…`}
      />
      <div className={styles.tools}>
        <SavedReplies
          replies={replies}
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
