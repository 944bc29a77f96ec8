import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Lock, MessagesSquare } from 'lucide-react';
import { useRef } from 'react';
import { usePage } from '../../app/PageScope';
import { useKeys } from '../../app/shortcuts';
import { Empty } from '../../ui/Screen';
import { Conversation } from './Conversation';
import styles from './Inbox.module.css';
import { ThreadList } from './ThreadList';

export default function Inbox() {
  const { t } = useLingui();
  const page = usePage();
  const search = useSearch({ from: '/shell/p/$pageId/inbox' });
  const navigate = useNavigate({ from: '/p/$pageId/inbox' });
  const open = (thread: string | undefined) =>
    navigate({ search: (it) => ({ ...it, thread }), replace: !!search.thread });
  const key = useKeys().of('next');
  const next = useRef<() => void>(() => undefined);
  if (!page.reads) {
    return (
      <Empty isAll icon={<Lock size={20} />} title={<Trans>The inbox is not open to you</Trans>}>
        <Trans>
          Reading and answering needs the task “Messaging” on this page. Somebody who manages it can give it
          to you.
        </Trans>
      </Empty>
    );
  }
  return (
    <div className={styles.inbox} data-open={search.thread ? true : undefined}>
      <title>{`${t`Inbox`} · Baton`}</title>
      <h1 className="visually-hidden">{t`Inbox of ${page.name}`}</h1>
      <ThreadList
        filter={{
          folder: search.folder ?? 'all',
          owner: search.owner,
          through: search.through,
          unanswered: search.unanswered,
          asked: search.asked,
          q: search.q,
        }}
        next={next}
        selected={search.thread}
        onSelect={open}
        onFilter={(change) => navigate({ search: (it) => ({ ...it, ...change }), replace: true })}
      />
      {search.thread ? (
        <Conversation
          key={search.thread}
          threadId={search.thread}
          onNext={() => next.current()}
          onClose={() => open(undefined)}
        />
      ) : (
        <section className={styles.nothing} aria-label={t`Conversation`}>
          <Empty icon={<MessagesSquare size={20} />} title={<Trans>No conversation is open</Trans>}>
            {key ? (
              <Trans>Choose one from the list, or press {key}.</Trans>
            ) : (
              <Trans>Choose one from the list.</Trans>
            )}
          </Empty>
        </section>
      )}
    </div>
  );
}
