// What happened, in words and with a picture, wherever events are shown.
import { useLingui } from '@lingui/react/macro';
import {
  ArrowRightLeft,
  CheckCheck,
  ClipboardList,
  Clock,
  DoorOpen,
  Hand,
  HandHelping,
  ListTree,
  Megaphone,
  MessageSquare,
  Reply,
  StickyNote,
  TimerReset,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { ControlChangeReason, EventPartsFragment } from '../gen/graphql';
import type { Tone } from '../ui/Badge';
import { Owner } from '../ui/Owner';
import styles from './events.module.css';
import type { Kind } from './router';

export type AnyEvent = EventPartsFragment;

/** Which of the four kinds that people filter by. */
export function kindOf(event: AnyEvent): Kind {
  switch (event.__typename) {
    case 'ControlChanged':
    case 'ControlExtended':
      return 'control';
    case 'ControlRequested':
    case 'RequestWithdrawn':
    case 'MetadataPassed':
      return 'requests';
    case 'MessageReceived':
    case 'PostbackReceived':
    case 'ReferralReceived':
    case 'FeedbackReceived':
      return 'customer';
    default:
      return 'messages';
  }
}

export function useReasons(): (reason: ControlChangeReason) => string {
  const { t } = useLingui();
  const words: Record<ControlChangeReason, string> = {
    PASS: t`passed by its owner`,
    TAKE: t`taken`,
    REQUEST: t`asked while nobody had it`,
    RELEASE: t`let go`,
    NEXT_REQUEST: t`next in the queue`,
    IDLE_TIMEOUT: t`nothing happened for too long`,
    CUSTOMER_MESSAGE: t`the customer wrote`,
    POSTBACK: t`the customer tapped a button`,
    MENU: t`the customer tapped the menu`,
    ENTRY_POINT: t`came through an entry point`,
    INBOX_REPLY: t`a person replied`,
    INBOX_MOVE: t`a person took over`,
    INBOX_DONE: t`marked done`,
    APP_REMOVED: t`the app left the page`,
    ADMIN: t`an administrator stepped in`,
  };
  return (reason) => words[reason] ?? reason;
}

type Shown = { icon: ReactNode; tone: Tone; words: ReactNode; detail?: string | null };

/** The event as a line. */
export function useEventWords(): (event: AnyEvent) => Shown {
  const { t } = useLingui();
  const reason = useReasons();
  const icon = { size: 14, 'aria-hidden': true } as const;
  return (event) => {
    switch (event.__typename) {
      case 'ControlChanged':
        return {
          icon: event.reason === 'IDLE_TIMEOUT' ? <Clock {...icon} /> : <ArrowRightLeft {...icon} />,
          tone: event.newOwner ? 'bot' : 'mute',
          words: (
            <span className={styles.move}>
              <Owner who={event.previousOwner} idle={t`Nobody`} />
              <span aria-hidden>→</span>
              <span className="visually-hidden">{t`to`}</span>
              <Owner who={event.newOwner} idle={t`Nobody`} />
              <span className={styles.reason}>
                {reason(event.reason)}
                {event.by && ` · ${event.by.name}`}
              </span>
            </span>
          ),
          detail: event.metadata,
        };
      case 'ControlExtended':
        return {
          icon: <TimerReset {...icon} />,
          tone: 'mute',
          words: t`${event.owner.name} keeps control for longer`,
        };
      case 'ControlRequested': {
        const place = event.position;
        return {
          icon: <Hand {...icon} />,
          tone: 'warn',
          words: t`${event.app.name} asks for control, in place ${place}`,
          detail: event.metadata,
        };
      }
      case 'RequestWithdrawn':
        return { icon: <HandHelping {...icon} />, tone: 'mute', words: t`${event.app.name} waits no more` };
      case 'MetadataPassed':
        return {
          icon: <StickyNote {...icon} />,
          tone: 'mute',
          words: t`${event.from.name} told ${event.to.name} something`,
          detail: event.note,
        };
      case 'MessageReceived':
        return {
          icon: <MessageSquare {...icon} />,
          tone: 'mute',
          words: t`The customer wrote`,
          detail: event.message?.text,
        };
      case 'MessageSent':
        return {
          icon: <Reply {...icon} />,
          tone: 'ok',
          words: event.by
            ? t`${event.by.name} answered`
            : event.message?.sender
              ? t`${event.message.sender.name} answered`
              : t`Answered`,
          detail: event.message?.text,
        };
      case 'SurveyHeld':
        return {
          icon: <ClipboardList {...icon} />,
          tone: 'warn',
          words: t`A survey waits until nobody holds the conversation`,
          detail: event.message?.text,
        };
      case 'SurveyDropped':
        return {
          icon: <ClipboardList {...icon} />,
          tone: 'bad',
          words: t`A survey will not be sent: its app left`,
        };
      case 'PostbackReceived':
        return {
          icon: <ListTree {...icon} />,
          tone: 'mute',
          words: event.fromMenu
            ? t`The customer tapped the menu of ${event.app.name}`
            : t`The customer tapped a button of ${event.app.name}`,
          detail: event.title,
        };
      case 'ReferralReceived':
        return {
          icon: event.source === 'AD' ? <Megaphone {...icon} /> : <DoorOpen {...icon} />,
          tone: 'mute',
          words:
            event.source === 'AD' ? t`The customer came through an ad` : t`The customer came through a link`,
          detail: event.key,
        };
      case 'FeedbackReceived':
        return {
          icon: <ClipboardList {...icon} />,
          tone: 'ok',
          words: t`The customer answered a survey of ${event.app.name}`,
          detail: [event.answer, event.followUp].filter(Boolean).join(' · '),
        };
      case 'FolderChanged':
        return {
          icon: <CheckCheck {...icon} />,
          tone: 'ok',
          words: event.by ? t`${event.by.name} marked it done` : t`Marked done`,
        };
      case 'UserMenuChanged':
        return {
          icon: <ListTree {...icon} />,
          tone: 'mute',
          words: t`${event.app.name} changed the customer's menu`,
        };
      default:
        return { icon: null, tone: 'mute', words: '' };
    }
  };
}
