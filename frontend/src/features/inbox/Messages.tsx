import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ArrowDown, MessageCircle } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { day } from '../../app/time';
import { Empty } from '../../ui/Screen';
import { Bubble } from './Bubble';
import styles from './Messages.module.css';
import { useMessages } from './useMessages';

/** What was said, the newest at the bottom. What one reads stays where it is. */
export function Messages({ threadId, locale }: { threadId: string; locale?: string }) {
  const { t, i18n } = useLingui();
  const { messages, status, hasOlder, loadOlder } = useMessages(threadId);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(0);
  const last = messages.at(-1)?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message is what this is about
  useLayoutEffect(() => {
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
    else setBehind((it) => it + 1);
  }, [last]);
  useEffect(() => setBehind(0), []);

  const scrolled = () => {
    const it = box.current;
    if (!it) return;
    atEnd.current = it.scrollHeight - it.scrollTop - it.clientHeight < 40;
    if (atEnd.current) setBehind(0);
  };
  const older = async () => {
    const it = box.current;
    const from = it ? it.scrollHeight - it.scrollTop : 0;
    atEnd.current = false;
    await loadOlder();
    requestAnimationFrame(() => it?.scrollTo({ top: it.scrollHeight - from }));
  };
  return (
    <div className={styles.frame}>
      <div
        ref={box}
        className={styles.log}
        role="log"
        tabIndex={0}
        aria-label={t`Messages`}
        onScroll={scrolled}
      >
        {hasOlder && (
          <Button className={styles.older} size="compact-xs" variant="default" onClick={older}>
            <Trans>Older messages</Trans>
          </Button>
        )}
        {status === 'ready' && messages.length === 0 && (
          <Empty icon={<MessageCircle size={20} />} title={<Trans>Nothing was said yet</Trans>} />
        )}
        {messages.map((message, place) => {
          const before = messages[place - 1];
          const isNewDay = !before || day(before.sentAt, i18n.locale) !== day(message.sentAt, i18n.locale);
          const follows = !isNewDay && before?.sender?.id === message.sender?.id;
          return (
            <div key={message.id}>
              {isNewDay && <p className={styles.day}>{day(message.sentAt, i18n.locale)}</p>}
              <Bubble message={message} follows={follows} locale={locale} />
            </div>
          );
        })}
      </div>
      {behind > 0 && (
        <button
          type="button"
          className={styles.newer}
          onClick={() => box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'smooth' })}
        >
          <ArrowDown size={13} aria-hidden />
          <Trans>{behind} new</Trans>
        </button>
      )}
    </div>
  );
}
