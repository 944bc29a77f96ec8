import { Trans, useLingui } from '@lingui/react/macro';
import { Bot, Check, ClipboardList, Clock, Inbox, Paperclip, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { full, minute } from '../../app/time';
import type { MessagePartsFragment } from '../../gen/graphql';
import { hueOf } from '../../ui/owner';
import styles from './Bubble.module.css';

/** One message. The customer's stand on the left; who answered for us is said, and coloured as everywhere. */
export function Bubble({
  message,
  follows,
  locale,
}: {
  message: MessagePartsFragment;
  follows: boolean;
  locale?: string;
}) {
  const { i18n, t } = useLingui();
  const { sender } = message;
  const side = sender ? (sender.__typename === 'Inbox' ? 'inbox' : 'app') : 'customer';
  const Icon = sender?.__typename === 'Inbox' ? Inbox : Bot;
  const states = {
    SENT: t`On its way to the customer`,
    HELD: t`Waits until nobody holds the conversation`,
    DROPPED: t`Will not be sent`,
  };
  const State = { SENT: Check, HELD: Clock, DROPPED: X }[message.status];
  const style = sender ? ({ '--h': hueOf(sender.id) } as CSSProperties) : undefined;
  return (
    <div className={styles.line} data-side={side} data-follows={follows || undefined} style={style}>
      {sender && !follows && (
        <span className={styles.sender}>
          <Icon size={12} aria-hidden />
          {sender.name}
          {message.tag === 'HUMAN_AGENT' && (
            <em>
              <Trans>as a human agent</Trans>
            </em>
          )}
        </span>
      )}
      <div className={styles.bubble} data-status={message.status} title={full(message.sentAt, i18n.locale)}>
        {message.isSurvey && (
          <span className={styles.survey}>
            <ClipboardList size={12} aria-hidden />
            {message.status === 'HELD'
              ? t`Survey, waits until nobody holds the conversation`
              : message.status === 'DROPPED'
                ? t`Survey, dropped`
                : t`Survey`}
          </span>
        )}
        {message.text && (
          <span className={styles.text} lang={sender ? undefined : locale}>
            {message.text}
          </span>
        )}
        {message.attachments.length > 0 && (
          <span className={styles.attached}>
            <Paperclip size={12} aria-hidden />
            {attachmentName(message.attachments[0]) ?? t`Attachment`}
          </span>
        )}
        {sender && (
          <span
            className={styles.state}
            role="img"
            aria-label={states[message.status]}
            title={states[message.status]}
          >
            <State size={11} aria-hidden />
          </span>
        )}
        <time className={styles.time} dateTime={message.sentAt}>
          {minute(message.sentAt, i18n.locale)}
        </time>
      </div>
      {message.buttons.length > 0 && (
        <span className={styles.buttons}>
          {message.buttons.map((it) => (
            <span key={it.payload}>{it.title}</span>
          ))}
        </span>
      )}
    </div>
  );
}

function attachmentName(attachment: unknown): string | undefined {
  const type = (attachment as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? type : undefined;
}
