import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, CheckCheck, History } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { Developer } from '../../app/Developer';
import { NotFound } from '../../app/NotFound';
import { usePage } from '../../app/PageScope';
import { tellDone } from '../../app/refused';
import { useKeys, useShortcuts } from '../../app/shortcuts';
import { ConversationDocument } from '../../gen/graphql';
import { Hint } from '../../ui/Hint';
import { Face } from '../../ui/Owner';
import { Composer, type ComposerHandle } from './Composer';
import { ControlBar } from './ControlBar';
import styles from './Conversation.module.css';
import { Facts } from './Facts';
import { Messages } from './Messages';
import { useActions } from './useActions';
import { useRead } from './useRead';
import { Viewers } from './Viewers';

const PassDialog = lazy(() => import('./PassDialog'));

type Props = { threadId: string; onNext: () => void; onClose: () => void };

/** One conversation: what was said, who holds it, and what one can do about both. */
export function Conversation({ threadId, onNext, onClose }: Props) {
  const { t } = useLingui();
  const page = usePage();
  const navigate = useNavigate();
  const composer = useRef<ComposerHandle>(null);
  // Whoever asks to reply before the conversation is there gets the composer once it is.
  const wantsToReply = useRef(false);
  const [passing, setPassing] = useState(false);
  const [{ data, fetching }] = useQuery({
    query: ConversationDocument,
    variables: { id: threadId, reads: page.reads },
    requestPolicy: 'cache-and-network',
  });
  const actions = useActions(threadId);
  const thread = data?.thread;
  const markUnread = useRead(thread);

  const isThere = !!thread;
  useEffect(() => {
    if (isThere && wantsToReply.current) {
      wantsToReply.current = false;
      composer.current?.focus();
    }
  }, [isThere]);

  const isOurs = thread?.control.owner?.__typename === 'Inbox';
  const finish = async () => {
    if (!thread || !(await actions.done())) return;
    const undo = async () => {
      if (await actions.take())
        navigate({ to: '/p/$pageId/inbox', params: { pageId: page.id }, search: { thread: threadId } });
    };
    // What people did not hold, an app holds as before: to take it would be something else.
    tellDone(t`${thread.customer.name ?? thread.customer.id}: done`, isOurs ? undo : undefined);
    onNext();
  };
  const take = () => !isOurs && actions.take();
  const keys = useKeys();
  useShortcuts(
    {
      reply: () => {
        if (composer.current) composer.current.focus();
        else wantsToReply.current = true;
      },
      take,
      toMain: take,
      pass: () => isOurs && setPassing(true),
      done: finish,
      unread: () => {
        markUnread();
        onClose();
      },
      history: () => navigate({ to: '/p/$pageId/threads/$threadId', params: { pageId: page.id, threadId } }),
      back: onClose,
    },
    !passing,
  );

  if (!thread) return fetching ? <section className={styles.conversation} aria-busy="true" /> : <NotFound />;
  const name = thread.customer.name ?? thread.customer.id;
  return (
    <>
      <section className={styles.conversation} aria-label={t`Conversation with ${name}`}>
        <header className={styles.header}>
          <ActionIcon
            className={styles.back}
            variant="subtle"
            color="gray"
            onClick={onClose}
            aria-label={t`Back to the list`}
          >
            <ArrowLeft size={18} />
          </ActionIcon>
          <Face id={thread.customer.id} name={name} size={30} />
          <div className={styles.who}>
            <h2>{name}</h2>
            <small className="mono">{thread.customer.id}</small>
          </div>
          <span className={styles.spacer} />
          <Viewers threadId={threadId} />
          <Developer threadId={threadId} />
          <Hint label={t`Who held it, and when`} keys={keys.of('history')}>
            <ActionIcon
              component={Link}
              to="/p/$pageId/threads/$threadId"
              params={{ pageId: page.id, threadId } as never}
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t`Timeline of this conversation`}
            >
              <History size={17} />
            </ActionIcon>
          </Hint>
          <Hint
            label={
              isOurs && page.primaryReceiver
                ? t`Done: goes back to ${page.primaryReceiver.name}, and on to the next`
                : t`Done, and on to the next`
            }
            keys={keys.of('done')}
          >
            <Button
              size="xs"
              variant="default"
              leftSection={<CheckCheck size={14} />}
              loading={actions.doing === 'finishing'}
              disabled={thread.isDone}
              aria-label={thread.isDone ? t`Done` : t`Mark done`}
              onClick={finish}
            >
              <span className={styles.words}>
                {thread.isDone ? <Trans>Done</Trans> : <Trans>Mark done</Trans>}
              </span>
            </Button>
          </Hint>
        </header>
        <ControlBar thread={thread} actions={actions} onPass={() => setPassing(true)} />
        <Messages threadId={threadId} locale={thread.customer.locale ?? undefined} />
        <Composer ref={composer} thread={thread} actions={actions} onDone={finish} />
      </section>
      <Facts thread={thread} menu={thread.persistentMenu?.app.name} />
      <Suspense>
        {passing && <PassDialog thread={thread} actions={actions} onClose={() => setPassing(false)} />}
      </Suspense>
    </>
  );
}
