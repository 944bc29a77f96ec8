import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useLive } from '../../app/live';
import { type MessagePartsFragment, MessagesDocument } from '../../gen/graphql';
import styles from './Simulator.module.css';

type Props = {
  threadId: string;
  onTap: (message: MessagePartsFragment, button: { title: string; payload: string }) => void;
};

/** The conversation as its customer sees it. */
export function Talk({ threadId, onTap }: Props) {
  const { t } = useLingui();
  const client = useClient();
  const box = useRef<HTMLDivElement>(null);
  const [messages, setMessages] = useState<MessagePartsFragment[]>([]);
  const add = (message: MessagePartsFragment) =>
    setMessages((all) => [...all.filter((it) => it.id !== message.id), message]);
  useEffect(() => {
    client
      .query(MessagesDocument, { id: threadId, last: 50, before: null }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        const found = data?.thread?.messages.nodes ?? [];
        setMessages((all) => [...found, ...all.filter((it) => !found.some((other) => other.id === it.id))]);
      });
  }, [client, threadId]);
  useLive((event) => {
    if (event.thread.id === threadId && 'message' in event && event.message) add(event.message);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is one more
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [messages.length]);
  return (
    <div ref={box} className={styles.talk} role="log" aria-label={t`What the customer sees`} tabIndex={0}>
      {messages
        .filter((it) => it.status === 'SENT')
        .map((it) => (
          <div key={it.id} className={styles.said} data-mine={!it.sender || undefined}>
            <p>{it.text ?? t`Attachment`}</p>
            {it.buttons.length > 0 && (
              <span className={styles.taps}>
                {it.buttons.map((button) => (
                  <button
                    key={button.payload}
                    type="button"
                    className={styles.tap}
                    onClick={() => onTap(it, button)}
                  >
                    {button.title}
                  </button>
                ))}
              </span>
            )}
            {it.sender && <small>{it.sender.name}</small>}
          </div>
        ))}
    </div>
  );
}
