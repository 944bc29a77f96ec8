import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { usePage } from '../../app/PageScope';
import { refusal, tellRefusal } from '../../app/refused';
import { CreateReplyDocument, DeleteReplyDocument, UpdateReplyDocument } from '../../gen/graphql';
import { Dialog, End } from '../../ui/Dialog';
import { Empty, ErrorNote } from '../../ui/Screen';
import styles from './RepliesDialog.module.css';
import { find, type SavedReply } from './replies';

type Draft = Partial<SavedReply> & { text: string };

/** The page's saved replies: find one, write one, change one. `text` begins a new one with these words. */
export default function RepliesDialog(props: {
  replies: readonly SavedReply[];
  text?: string;
  onPick: (text: string) => void;
  onClose: () => void;
}) {
  const { onClose } = props;
  const { t } = useLingui();
  const [editing, setEditing] = useState<Draft | null>(props.text ? { text: props.text } : null);
  const [words, setWords] = useState('');
  const [, remove] = useMutation(DeleteReplyDocument);
  const shown = find(props.replies, words);
  const drop = async (id: string) => {
    const { data, error } = await remove({ input: { id } });
    const refused = refusal(error, data?.deleteSavedReply.userErrors);
    if (refused) tellRefusal(t`Not removed`, refused);
  };
  if (editing) {
    return (
      <Dialog
        title={editing.id ? <Trans>Change a saved reply</Trans> : <Trans>New saved reply</Trans>}
        onClose={onClose}
      >
        <Edit draft={editing} onDone={props.text ? onClose : () => setEditing(null)} />
      </Dialog>
    );
  }
  return (
    <Dialog title={<Trans>Saved replies</Trans>} onClose={onClose} wide>
      <div className={styles.form}>
        <TextInput
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          placeholder={t`Find`}
          aria-label={t`Find a saved reply`}
          data-autofocus
        />
        {shown.length === 0 && (
          <Empty title={words ? <Trans>Nothing matches</Trans> : <Trans>No saved replies yet</Trans>}>
            {!words && <Trans>What you save here, everybody on this page can use.</Trans>}
          </Empty>
        )}
        <ul className={styles.replies}>
          {shown.map((it) => (
            <li key={it.id}>
              <button
                type="button"
                className={styles.pick}
                onClick={() => {
                  onClose();
                  props.onPick(it.text);
                }}
              >
                <strong>{it.title}</strong>
                {it.shortcut && <code>/{it.shortcut}</code>}
                <span>{it.text}</span>
              </button>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t`Change ${it.title}`}
                onClick={() => setEditing(it)}
              >
                <Pencil size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t`Remove ${it.title}`}
                onClick={() => drop(it.id)}
              >
                <Trash2 size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <End>
          <Button variant="default" leftSection={<Plus size={14} />} onClick={() => setEditing({ text: '' })}>
            <Trans>New saved reply</Trans>
          </Button>
        </End>
      </div>
    </Dialog>
  );
}

function Edit({ draft, onDone }: { draft: Draft; onDone: () => void }) {
  const { t } = useLingui();
  const page = usePage();
  const [{ fetching: creating }, create] = useMutation(CreateReplyDocument);
  const [{ fetching: updating }, update] = useMutation(UpdateReplyDocument);
  const [error, setError] = useState<string | null>(null);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const get = (name: string) => String(form.get(name)).trim();
    const input = { title: get('title'), text: get('text'), shortcut: get('shortcut') };
    if (draft.id) {
      const { data, error: failed } = await update({ input: { id: draft.id, ...input } });
      const refused = refusal(failed, data?.updateSavedReply.userErrors);
      setError(refused);
      if (!refused) onDone();
      return;
    }
    const { data, error: failed } = await create({
      input: { pageId: page.id, ...input, shortcut: input.shortcut || undefined },
    });
    const refused = refusal(failed, data?.createSavedReply.userErrors);
    setError(refused);
    if (!refused) onDone();
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <TextInput
        name="title"
        label={t`Title`}
        defaultValue={draft.title ?? draft.text.split('\n')[0]?.slice(0, 60)}
        required
        maxLength={200}
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        name="shortcut"
        label={t`Shortcut`}
        description={t`One word. Written as /word and Tab, it becomes the reply.`}
        defaultValue={draft.shortcut ?? ''}
        pattern="[^\s\/]*"
        maxLength={40}
      />
      <Textarea
        name="text"
        label={t`What it says`}
        defaultValue={draft.text}
        rows={5}
        required
        maxLength={2_000}
        withAsterisk={false}
      />
      <ErrorNote>{error}</ErrorNote>
      <End>
        <Button variant="default" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" loading={creating || updating}>
          <Trans>Save</Trans>
        </Button>
      </End>
    </form>
  );
}
