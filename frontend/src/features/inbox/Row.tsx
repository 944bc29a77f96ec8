import { Plural, useLingui } from '@lingui/react/macro';
import { CheckCheck, Hand } from 'lucide-react';
import { memo, useRef } from 'react';
import { shortTime, useNow } from '../../app/time';
import type { ThreadRowFragment } from '../../gen/graphql';
import { Face, Owner } from '../../ui/Owner';
import { useFlash } from '../../ui/useFlash';
import styles from './Row.module.css';

type Props = {
  thread: ThreadRowFragment;
  isSelected: boolean;
  isUnread: boolean;
  isChosen: boolean;
  onChoose: (id: string) => void;
  onSelect: (id: string) => void;
};

/** One conversation in the list: who, when, what was said last, and who holds it. */
export const Row = memo(function Row(props: Props) {
  const { thread, isSelected, isUnread, isChosen, onChoose, onSelect } = props;
  const { t, i18n } = useLingui();
  const now = useNow(60_000);
  const button = useRef<HTMLButtonElement>(null);
  useFlash(button, thread.control.epoch);
  const name = thread.customer.name ?? thread.customer.id;
  const message = thread.latest?.nodes[0];
  const said = message ? (message.text ?? t`Attachment`) : t`No message yet`;
  return (
    <div className={styles.around} data-chosen={isChosen || undefined}>
      <button
        ref={button}
        type="button"
        className={styles.row}
        data-unread={isUnread || undefined}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => onSelect(thread.id)}
      >
        <Face id={thread.customer.id} name={name} size={34} />
        <span className={styles.words}>
          <span className={styles.top}>
            <span className={styles.name}>{name}</span>
            {isUnread && <span className="visually-hidden">{t`unread`}</span>}
            <time className={styles.time} dateTime={thread.lastActivityAt}>
              {shortTime(thread.lastActivityAt, now, i18n.locale)}
            </time>
          </span>
          <span
            className={styles.said}
            lang={message && !message.sender ? (thread.customer.locale ?? undefined) : undefined}
          >
            {message?.sender ? <span className={styles.by}>{message.sender.name}: </span> : null}
            {said}
          </span>
          <span className={styles.state}>
            <Owner who={thread.control.owner} idle={t`Nobody`} />
            {thread.requests.length > 0 && (
              <span className={styles.waits}>
                <Hand size={11} aria-hidden />
                <Plural value={thread.requests.length} one="# asks" other="# ask" />
              </span>
            )}
            {thread.isDone && (
              <span className={styles.done}>
                <CheckCheck size={12} aria-hidden />
                {t`Done`}
              </span>
            )}
          </span>
        </span>
      </button>
      <label className={styles.choose}>
        <input
          type="checkbox"
          aria-label={t`Choose ${name}`}
          checked={isChosen}
          onChange={() => onChoose(thread.id)}
        />
      </label>
    </div>
  );
});
